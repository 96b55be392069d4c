package io.drover.engine.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.spreadsheet.TestWorkbook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How the workbooks in {@code test-data/broken} were made. With {@code -Ddrover.write-broken-workbooks=true} they are written
 * first.
 */
class BrokenWorkbooksTest {

    private static final Path BROKEN = Path.of("..", "test-data", "broken");
    private static final String FILE = "industry.drl.xlsx";
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String TABLE = """
            RuleSet,%s
            Import,"io.drover.model.fact.Account, io.drover.model.conclusion.Candidate"

            RuleTable fit by industry
            NAME,METADATA,CONDITION,CONDITION,ACTION
            ,,Account...,Account...,
            ,"says(""$param"")","industry == ""$param""\",employees >= $param,"insertLogical( new Candidate(""fit"", ""$param"") );"
            rule,says,industry,employees from,fit
            fit.high-by-software,software companies fit,SaaS,50,high
            fit.low-by-retail,shops do not fit,Retail,,low
            """;

    static List<String> packs() throws IOException {
        List<String> packs = new ArrayList<>();
        try (Stream<Path> all = Files.list(BROKEN)) {
            for (Path pack : all.sorted().toList()) {
                if (Files.readString(pack.resolve("expect.yaml")).contains(FILE)) {
                    packs.add(pack.getFileName().toString());
                }
            }
        }
        return packs;
    }

    @ParameterizedTest
    @MethodSource("packs")
    void workbook_madeAgain_isTheCommittedFile(String pack) throws Exception {
        Path file = BROKEN.resolve(pack).resolve(FILE);
        byte[] made = workbook(pack);
        if (Boolean.getBoolean("drover.write-broken-workbooks")) {
            Files.write(file, made);
        }

        byte[] committed = Files.readAllBytes(file);

        if (pack.equals("bad-workbook-password")) {
            assertThat(new String(committed, 0, 2_000, UTF_8)).isNotEmpty(); // encrypted anew, no two are the same
        } else if (pack.equals("bad-workbook-half-saved") || made.length < 4 || made[0] != 'P') {
            assertThat(committed.length).isBetween(made.length - 100, made.length + 100);
        } else {
            assertThat(TestWorkbook.parts(committed)).containsExactlyEntriesOf(TestWorkbook.parts(made));
        }
    }

    private static TestWorkbook sound(String pack) {
        return TestWorkbook.of("Fit", TABLE.formatted(pack.replace('-', '_')));
    }

    private static byte[] workbook(String pack) throws Exception {
        return switch (pack) {
            case "bad-cell-workbook" -> text(pack, "C10", "Retail\") || eval(true");
            case "bad-table-print-quotes" -> text(pack, "C7", "industry == “$param”");
            case "bad-table-workbook-keyword" -> text(pack, "C5", "CONDITON");
            case "unknown-value-workbook" -> text(pack, "E10", "lowest");
            case "bad-cell-formula" ->
                sound(pack).cell("D9", cell -> cell.setCellFormula("25*2")).bytes();
            case "bad-cell-error" ->
                sound(pack)
                        .cell("D9", cell -> cell.setCellErrorValue((byte) 42))
                        .bytes();
            case "bad-cell-rounded" -> sound(pack).number("D9", 49.6, "0").bytes();
            case "bad-cell-percent" -> sound(pack).number("D9", 0.5, "0%").bytes();
            case "bad-table-hidden-row" ->
                sound(pack).change(sheet -> sheet.getRow(9).setZeroHeight(true)).bytes();
            case "bad-table-hidden-column" ->
                sound(pack).change(sheet -> sheet.setColumnHidden(3, true)).bytes();
            case "bad-table-hidden-sheet" -> hiddenSheet(pack);
            case "bad-table-merged" -> sound(pack).merge("E9:E10").bytes();
            case "bad-table-no-sheet" ->
                TestWorkbook.of("Notes", "To be done\n").bytes();
            case "bad-table-two-rulesets" ->
                sound(pack).sheet("More", more("another_pack")).bytes();
            default -> noWorkbook(pack);
        };
    }

    private static byte[] text(String pack, String cell, String text) {
        return sound(pack).cell(cell, changed -> changed.setCellValue(text)).bytes();
    }

    private static String more(String ruleSet) {
        return TABLE.formatted(ruleSet)
                .replace("high-by-software", "high-by-law")
                .replace("low-by-retail", "low-by-art");
    }

    private static byte[] hiddenSheet(String pack) {
        TestWorkbook workbook = sound(pack).sheet("Old fit", more(pack.replace('-', '_')));
        workbook.workbook().setSheetVisibility(1, SheetVisibility.HIDDEN);
        return workbook.bytes();
    }

    private static byte[] noWorkbook(String pack) throws IOException, GeneralSecurityException {
        byte[] sound = sound(pack).bytes();
        return switch (pack) {
            case "bad-workbook-half-saved" -> Arrays.copyOf(sound, sound.length * 2 / 3);
            case "bad-workbook-empty" -> new byte[0];
            case "bad-workbook-password" -> encrypted(sound);
            case "bad-workbook-old-format" -> old();
            case "bad-workbook-macros" -> TestWorkbook.patched(sound, "xl/vbaProject.bin", none -> "a macro");
            case "bad-workbook-bomb" ->
                TestWorkbook.patched(
                        sound, SHEET, xml -> xml.replace("<sheetData>", " ".repeat(17 * 1024 * 1024) + "<sheetData>"));
            case "bad-workbook-document-type" ->
                TestWorkbook.patched(
                        sound,
                        SHEET,
                        xml -> xml.replaceFirst(
                                "<worksheet", "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet"));
            case "bad-workbook-ods" ->
                TestWorkbook.zip(Map.of("mimetype", "application/vnd.oasis.opendocument.spreadsheet".getBytes(UTF_8)));
            case "bad-workbook-text" -> TABLE.formatted(pack.replace('-', '_')).getBytes(UTF_8);
            default -> throw new AssertionError("it is not known how the workbook of " + pack + " is made");
        };
    }

    private static byte[] old() throws IOException {
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            workbook.createSheet("Fit").createRow(0).createCell(0).setCellValue("RuleSet");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] encrypted(byte[] workbook) throws IOException, GeneralSecurityException {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var data = encryptor.getDataStream(container)) {
                data.write(workbook);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            container.writeFilesystem(out);
            return out.toByteArray();
        }
    }
}
