package io.drover.rules;

import io.drover.engine.spreadsheet.Sheet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A decision table as a workbook that people like to read: what is technical is small and grey, the labels stand out and stay
 * where they are when the rules are scrolled, and columns are as wide as what is in them.
 */
final class ReadableWorkbook {

    private static final String SHARED = "...";
    private static final int WIDEST = 44;
    private static final int NARROWEST = 9;
    private static final int WIDTH_OF_A_CHARACTER = 256;

    private final XSSFWorkbook workbook = new XSSFWorkbook();
    private final CellStyle plain = workbook.createCellStyle();
    private final CellStyle technical = style(IndexedColors.GREY_50_PERCENT, false);
    private final CellStyle note = style(IndexedColors.BLACK, false);
    private final CellStyle title = style(IndexedColors.BLACK, true);
    private final CellStyle label = style(IndexedColors.WHITE, true);

    private ReadableWorkbook() {
        technical.setWrapText(true);
        note.setWrapText(false);
        label.setFillForegroundColor(IndexedColors.DARK_TEAL.getIndex());
        label.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        label.setWrapText(true);
        plain.setVerticalAlignment(VerticalAlignment.TOP);
        plain.setBorderBottom(BorderStyle.HAIR);
    }

    private CellStyle style(IndexedColors color, boolean bold) {
        Font font = workbook.createFont();
        font.setColor(color.getIndex());
        font.setBold(bold);
        CellStyle style = workbook.createCellStyle();
        style.setFont(font);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        return style;
    }

    /** The bytes of a workbook with one sheet called {@code name}, whose cells are those of {@code table}. */
    static byte[] of(Sheet table, String name) throws IOException, InvalidFormatException {
        ReadableWorkbook readable = new ReadableWorkbook();
        try (readable.workbook) {
            readable.fill(readable.workbook.createSheet(name), table);
            readable.workbook.getProperties().getCoreProperties().setCreated("2026-11-01T00:00:00Z");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            readable.workbook.write(out);
            return out.toByteArray();
        }
    }

    private void fill(XSSFSheet sheet, Sheet table) {
        int belowTitle = -1;
        int[] widths = new int[64];
        for (Sheet.Row row : table.rows()) {
            belowTitle = row.cell(1).startsWith("RuleTable") ? 0 : belowTitle < 0 ? -1 : belowTitle + 1;
            XSSFRow made = sheet.createRow(row.number() - 1);
            for (int column = 1; column <= row.width(); column++) {
                String text = row.cell(column);
                XSSFCell cell = made.createCell(column - 1);
                cell.setCellStyle(style(belowTitle, row.cell(1), column));
                put(cell, text);
                if (belowTitle >= 4) {
                    widths[column - 1] = Math.max(widths[column - 1], text.length() + 2);
                }
            }
            if (belowTitle == 2) {
                mergePatterns(sheet, made);
            }
            if (belowTitle == 4) {
                sheet.createFreezePane(1, row.number());
            }
        }
        for (int column = 0; column < widths.length && widths[column] > 0; column++) {
            sheet.setColumnWidth(column, Math.max(NARROWEST, Math.min(WIDEST, widths[column])) * WIDTH_OF_A_CHARACTER);
        }
    }

    /** Columns that share a pattern have merged cells, where CSV files have the pattern with three dots in each. */
    private static void mergePatterns(XSSFSheet sheet, XSSFRow row) {
        for (int first = 0; first < row.getLastCellNum(); first++) {
            String pattern = row.getCell(first).getStringCellValue();
            int last = first;
            while (last + 1 < row.getLastCellNum()
                    && pattern.endsWith(SHARED)
                    && row.getCell(last + 1).getStringCellValue().equals(pattern)) {
                last++;
                row.getCell(last).setBlank();
            }
            if (pattern.endsWith(SHARED)) {
                row.getCell(first).setCellValue(pattern.substring(0, pattern.length() - SHARED.length()));
            }
            if (last > first) {
                sheet.addMergedRegion(new CellRangeAddress(row.getRowNum(), row.getRowNum(), first, last));
            }
            first = last;
        }
    }

    private CellStyle style(int belowTitle, String setting, int column) {
        return switch (belowTitle) {
            case -1 -> column > 1 && setting.equals("Notes") ? note : technical;
            case 0 -> title;
            case 1, 2, 3 -> technical;
            case 4 -> label;
            default -> plain;
        };
    }

    private static void put(XSSFCell cell, String text) {
        if (text.matches("-?(0|[1-9]\\d{0,9})(\\.\\d+)?")) {
            cell.setCellValue(Double.parseDouble(text));
        } else if (!text.isEmpty()) {
            cell.setCellValue(text);
        }
    }
}
