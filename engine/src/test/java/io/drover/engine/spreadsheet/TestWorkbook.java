package io.drover.engine.spreadsheet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row.MissingCellPolicy;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook to try things with: made of CSV text, changed cell by cell, and as bytes changed part by part. */
public final class TestWorkbook {

    private final XSSFWorkbook workbook = new XSSFWorkbook();

    /** A workbook with one sheet. */
    public static TestWorkbook of(String sheet, String csv) {
        return new TestWorkbook().sheet(sheet, csv);
    }

    /** One more sheet, whose cells are those of {@code csv}: numbers where they look like numbers, as programs read them. */
    public TestWorkbook sheet(String name, String csv) {
        XSSFSheet sheet = workbook.createSheet(name);
        int number = 0;
        for (CSVRecord record : records(csv)) {
            var row = sheet.createRow(number++);
            for (int column = 0; column < record.size(); column++) {
                String text = record.get(column);
                if (text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?")) {
                    row.createCell(column).setCellValue(Double.parseDouble(text));
                } else if (text.equals("true") || text.equals("false")) {
                    row.createCell(column).setCellValue(Boolean.parseBoolean(text));
                } else if (!text.isEmpty()) {
                    row.createCell(column).setCellValue(text);
                }
            }
        }
        return this;
    }

    private static List<CSVRecord> records(String csv) {
        try (CSVParser parser =
                CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get().parse(new java.io.StringReader(csv))) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the last sheet. */
    public TestWorkbook change(Consumer<XSSFSheet> change) {
        change.accept(workbook.getSheetAt(workbook.getNumberOfSheets() - 1));
        return this;
    }

    /** Changes a cell of the last sheet, such as {@code C7}. */
    public TestWorkbook cell(String reference, Consumer<Cell> change) {
        return change(sheet -> {
            CellReference place = new CellReference(reference);
            var row =
                    Optional.ofNullable(sheet.getRow(place.getRow())).orElseGet(() -> sheet.createRow(place.getRow()));
            change.accept(row.getCell(place.getCol(), MissingCellPolicy.CREATE_NULL_AS_BLANK));
        });
    }

    /** Writes a number with a format into a cell of the last sheet. */
    public TestWorkbook number(String reference, double number, String format) {
        return cell(reference, cell -> {
            CellStyle style = workbook.createCellStyle();
            style.setDataFormat(workbook.createDataFormat().getFormat(format));
            cell.setCellValue(number);
            cell.setCellStyle(style);
        });
    }

    /** Merges cells of the last sheet as programs do, which write the covered ones too. */
    public TestWorkbook merge(String range) {
        CellRangeAddress cells = CellRangeAddress.valueOf(range);
        cells.forEach(address -> cell(address.formatAsString(), cell -> {}));
        return change(sheet -> sheet.addMergedRegion(cells));
    }

    /** Merges the patterns of tables that end in {@code ...}, since in workbooks Drools knows only merged ones. */
    public TestWorkbook withMergedPatterns() {
        return change(sheet -> {
            for (int title = 0; title + 2 <= sheet.getLastRowNum(); title++) {
                if (text(sheet, title, 0).startsWith("RuleTable")) {
                    mergePatterns(sheet, title + 2);
                }
            }
        });
    }

    private void mergePatterns(XSSFSheet sheet, int row) {
        int width = sheet.getRow(row).getLastCellNum();
        for (int first = 0; first < width; first++) {
            String pattern = text(sheet, row, first);
            int last = first;
            while (pattern.endsWith("...") && text(sheet, row, last + 1).equals(pattern)) {
                last++;
            }
            if (pattern.endsWith("...")) {
                for (int covered = first; covered <= last; covered++) {
                    sheet.getRow(row).getCell(covered).setBlank();
                }
                sheet.getRow(row).getCell(first).setCellValue(pattern.replace("...", ""));
            }
            if (last > first) {
                sheet.addMergedRegion(new CellRangeAddress(row, row, first, last));
            }
            first = last;
        }
    }

    private static String text(XSSFSheet sheet, int row, int column) {
        var cells = sheet.getRow(row);
        return cells == null || cells.getCell(column) == null
                ? ""
                : cells.getCell(column).toString();
    }

    public XSSFWorkbook workbook() {
        return workbook;
    }

    /** The same bytes each time. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            workbook.getProperties().getCoreProperties().setCreated("2026-11-01T00:00:00Z");
            workbook.write(out);
        } catch (IOException | InvalidFormatException e) {
            throw new AssertionError(e);
        }
        return zip(parts(out.toByteArray()));
    }

    /** {@code workbook} with one of its parts changed, or made if there is none. */
    public static byte[] patched(byte[] workbook, String part, UnaryOperator<String> change) {
        Map<String, byte[]> parts = parts(workbook);
        parts.merge(
                part,
                change.apply("").getBytes(UTF_8),
                (old, made) -> change.apply(new String(old, UTF_8)).getBytes(UTF_8));
        return zip(parts);
    }

    /** What is in a zip archive, by name. */
    public static Map<String, byte[]> parts(byte[] zip) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    /** A zip archive, the same each time. */
    public static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTime(1_000_000_000_000L);
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
