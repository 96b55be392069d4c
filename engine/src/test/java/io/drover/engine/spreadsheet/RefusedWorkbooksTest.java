package io.drover.engine.spreadsheet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;

/** What is no whole, sound workbook of bounded size is refused, by what is wrong with it. */
class RefusedWorkbooksTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private static void refused(byte[] workbook, String why) {
        assertThatThrownBy(() -> WorkbookReader.read("a.xlsx", workbook))
                .isInstanceOf(BadWorkbookException.class)
                .hasMessageContaining(why);
    }

    @Test
    void read_anotherKindOfFile_refusedByItsName() throws IOException {
        refused(new byte[0], "is empty");
        refused("a,b".getBytes(UTF_8), "no Excel workbook");
        refused(old(), "before 2007");
        refused(encrypted(), "password");
        refused(TestWorkbook.zip(Map.of("mimetype", "application/vnd.oasis".getBytes(UTF_8))), "LibreOffice");
        refused(TestWorkbook.zip(Map.of("a.txt", new byte[1])), "no whole workbook");
        refused(
                TestWorkbook.patched(
                        TestWorkbook.of("a", "x").bytes(),
                        "_rels/.rels",
                        xml -> xml.replace("xl/workbook.xml", "xl/workbook.bin")),
                "binary");
        refused(TestWorkbook.patched(TestWorkbook.of("a", "x").bytes(), "xl/vbaProject.bin", none -> "x"), "macros");
    }

    private static byte[] old() throws IOException {
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            workbook.createSheet("a").createRow(0).createCell(0).setCellValue("x");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] encrypted() throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var data = encryptor.getDataStream(container)) {
                data.write(TestWorkbook.of("a", "x").bytes());
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            container.writeFilesystem(out);
            return out.toByteArray();
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Test
    void read_documentType_refusedBeforeAnythingOutsideIsRead() {
        refused(
                TestWorkbook.patched(
                        TestWorkbook.of("a", "x").bytes(),
                        SHEET,
                        xml -> xml.replaceFirst(
                                "<worksheet", "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet")),
                "document type");
    }

    @Test
    void read_bomb_refusedAtTheLimit() {
        String blanks = " ".repeat(17 * 1024 * 1024);
        byte[] bomb = TestWorkbook.patched(
                TestWorkbook.of("a", "x").bytes(), SHEET, xml -> xml.replace("<sheetData>", blanks + "<sheetData>"));

        assertThat(bomb.length).isLessThan(100_000);
        refused(bomb, "16 MiB");
    }

    @Test
    void read_muchMoreTextThanStored_refused() {
        TestWorkbook workbook = TestWorkbook.of("a", "");
        String text = "x".repeat(32_000);
        for (int row = 1; row <= 70; row++) {
            workbook.cell("A" + row, cell -> cell.setCellValue(text));
        }

        refused(workbook.bytes(), "2 MiB of text");
    }

    @Test
    void read_farCells_refusedIfFilled() throws BadWorkbookException {
        refused(
                TestWorkbook.of("a", "x")
                        .cell("A10001", cell -> cell.setCellValue(1))
                        .bytes(),
                "cell A10001 of the sheet \"a\" is filled, which is beyond row 10000");
        refused(
                TestWorkbook.of("a", "x")
                        .cell("SG1", cell -> cell.setCellValue(1))
                        .bytes(),
                "column SF");
        assertThat(WorkbookReader.read(
                                "a.xlsx",
                                TestWorkbook.of("a", "x")
                                        .cell("XFD1048576", cell -> {})
                                        .bytes())
                        .get(0)
                        .rows())
                .hasSize(1);
    }

    @Test
    void read_anyCutOrChangedByte_wholeOrRefused() {
        byte[] workbook = TestWorkbook.of("a", "x,1\ny,2\n").merge("A4:B4").bytes();
        Random random = new Random(4);

        for (int i = 0; i < 2_000; i++) {
            byte[] broken = i % 2 == 0
                    ? Arrays.copyOf(workbook, random.nextInt(workbook.length))
                    : changed(workbook, random.nextInt(workbook.length), (byte) random.nextInt());
            try {
                WorkbookReader.read("a.xlsx", broken);
            } catch (BadWorkbookException e) {
                assertThat(e).hasMessageEndingWith(".");
                assertThat(e.remedy()).isNotBlank();
            }
        }
    }

    private static byte[] changed(byte[] bytes, int at, byte to) {
        byte[] changed = bytes.clone();
        changed[at] = to;
        return changed;
    }

    @Test
    void read_anyChangedXml_neverThrowsAnythingElse() {
        byte[] workbook = TestWorkbook.of("a", "x,1\ny,2\n").merge("A4:B4").bytes();
        Random random = new Random(5);
        List<String> parts = List.of(SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels");

        for (int i = 0; i < 1_000; i++) {
            Map<String, byte[]> changed = new LinkedHashMap<>(TestWorkbook.parts(workbook));
            String part = parts.get(random.nextInt(parts.size()));
            byte[] bytes = Objects.requireNonNull(changed.get(part));
            changed.put(part, changed(bytes, random.nextInt(bytes.length), (byte) ('0' + random.nextInt(60))));
            try {
                WorkbookReader.read("a.xlsx", TestWorkbook.zip(changed));
            } catch (BadWorkbookException e) {
                assertThat(e).hasMessageEndingWith(".");
            }
        }
    }

    @Test
    void read_manyMergesOrMoreThanASheetHolds_refused() throws BadWorkbookException {
        refused(merged("<mergeCell ref=\"A1:B1\"/>".repeat(10_001)), "more than 10000 merged ranges");
        refused(merged("<mergeCell ref=\"A1:XFD1048576\"/>".repeat(2)), "no whole workbook");
        assertThat(WorkbookReader.read("a.xlsx", merged("<mergeCell ref=\"A1:A1\"/><mergeCell ref=\"B1:XFD1048576\"/>"))
                        .get(0)
                        .merges())
                .hasSize(1);
    }

    private static byte[] merged(String cells) {
        return TestWorkbook.patched(
                TestWorkbook.of("a", "x").bytes(),
                SHEET,
                xml -> xml.replace("</sheetData>", "</sheetData><mergeCells>" + cells + "</mergeCells>"));
    }
}
