package io.drover.engine.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbookReaderTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private static Sheet read(TestWorkbook workbook) throws BadWorkbookException {
        return read(workbook.bytes());
    }

    private static Sheet read(byte[] workbook) throws BadWorkbookException {
        return WorkbookReader.read("a.xlsx", workbook).get(0);
    }

    @Test
    void read_textNumbersAndBooleans_asTheSheetShowsThem() throws BadWorkbookException {
        Sheet sheet = read(TestWorkbook.of("Prices", "a,2,2.5,true\n\n,,0.1,Can't Lose Them\n"));

        assertThat(sheet.file()).isEqualTo("a.xlsx");
        assertThat(sheet.name()).isEqualTo("Prices");
        assertThat(sheet.hidden()).isFalse();
        assertThat(sheet.rows())
                .extracting(Sheet.Row::cells)
                .containsExactly(
                        List.of("a", "2", "2.5", "true"), List.of(), List.of("", "", "0.1", "Can't Lose Them"));
        assertThat(sheet.rows()).allSatisfy(row -> assertThat(row.doubts()).isEmpty());
    }

    /** Number, format, what is read, and a part of the doubt if there is one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2                   | 0.00              | 2 |
            2.50                | General           | 2.5 |
            1234567.5           | #,##0.00          | 1234567.5 |
            -3                  | 0_ ;[Red]-0       | -3 |
            0.30000000000000004 | General           | 0.3 |
            1e20                | General           | 100000000000000000000 |
            7                   | @                 | 7 |
            2.7                 | 0                 | 2.7        | shows "3", but holds the number 2.7
            0.25                | 0 %               | 0.25       | shows "25 %"
            1000                | "$"#,##0          | 1000       | shows "$1,000"
            30                  | 0" days"          | 30         | shows "30 days"
            5                   | ;;;               | 5          | shows nothing
            46347               | dd.mm.yyyy        | 2026-11-21 |
            46347.5             | yyyy-mm-dd hh:mm  | 2026-11-21T12:00 |
            0.5                 | hh:mm             | 0.5        | a time without a date
            46347               | [$-409]d-mmm-yy;@ | 2026-11-21 |
            46027               | d-mmm             | 2026-01-05 | shows "5-Jan", but holds the date 2026-01-05
            46027               | dddd, mmmm yyyy   | 2026-01-05 | but holds the date
            46027               | yyyy-dd hh:mm     | 2026-01-05 | but holds the date
            46027               | [h]:mm            | 2026-01-05 | but holds the date
            """)
    void read_number_countsIfTheCellShowsIt(double number, String format, String text, String doubt)
            throws BadWorkbookException {
        Sheet.Row row = read(TestWorkbook.of("a", "").number("A1", number, format))
                .rows()
                .get(0);

        assertThat(row.cells()).containsExactly(text);
        if (doubt == null) {
            assertThat(row.doubts()).isEmpty();
        } else {
            assertThat(Objects.requireNonNull(row.doubts().get(1)).message()).contains(doubt);
        }
    }

    @Test
    void read_formulaAndError_inDoubt() throws BadWorkbookException {
        Sheet.Row row = read(TestWorkbook.of("a", "1,2")
                        .cell("C1", cell -> cell.setCellFormula("A1+B1"))
                        .cell("D1", cell -> cell.setCellErrorValue((byte) 42)))
                .rows()
                .get(0);

        assertThat(row.cells()).containsExactly("1", "2", "=A1+B1", "#N/A");
        assertThat(row.doubts()).containsOnlyKeys(3, 4);
    }

    @Test
    void read_cellsThatOneFormulaFills_inDoubt() throws BadWorkbookException {
        byte[] workbook = TestWorkbook.patched(TestWorkbook.of("a", "x").bytes(), SHEET, xml -> """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2</f><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c>
                </row><row r="2"><c r="B2"><v>4</v></c></row><row r="3"><c r="B3"><v>5</v></c></row>
                </sheetData></worksheet>""");

        List<Sheet.Row> rows = read(workbook).rows();

        assertThat(rows.get(0).doubts()).containsOnlyKeys(1, 2);
        assertThat(rows.get(1).doubts()).containsOnlyKeys(2);
        assertThat(rows.get(2).doubts()).isEmpty();
    }

    @Test
    void read_formatsOfConditionalFormats_notThoseOfCells() throws BadWorkbookException {
        byte[] workbook = TestWorkbook.patched(
                TestWorkbook.of("a", "").number("A1", 50, "0.00\"x\"").bytes(),
                "xl/styles.xml",
                xml -> xml.replace("</styleSheet>", "")
                        + "<dxfs><dxf><numFmt numFmtId=\"164\" formatCode=\"General\"/></dxf></dxfs></styleSheet>");

        assertThat(read(workbook).rows().get(0).doubts()).containsOnlyKeys(1);
    }

    @Test
    void read_columnsWithoutWidthUnlessTheySayOne_hidden() throws BadWorkbookException {
        byte[] workbook = TestWorkbook.patched(TestWorkbook.of("a", "x").bytes(), SHEET, xml -> """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
                <sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="2" width="9"/></cols>
                <sheetData><row><c><v>3</v></c></row></sheetData></worksheet>""");

        assertThat(read(workbook).hiddenColumns()).contains(3, 4, 500).doesNotContain(1, 2);
    }

    @Test
    void read_whatIsHidden_marked() throws BadWorkbookException {
        TestWorkbook workbook = TestWorkbook.of("a", "1,2,3\n4\n5\n").change(sheet -> {
            sheet.setColumnHidden(1, true);
            sheet.setColumnWidth(2, 0);
            sheet.getRow(1).setZeroHeight(true);
            sheet.getRow(2).setHeightInPoints(0);
        });
        workbook.sheet("b", "x").sheet("c", "y");
        workbook.workbook().setSheetVisibility(1, SheetVisibility.HIDDEN);
        workbook.workbook().setSheetVisibility(2, SheetVisibility.VERY_HIDDEN);

        List<Sheet> sheets = WorkbookReader.read("a.xlsx", workbook.bytes());

        assertThat(sheets).extracting(Sheet::hidden).containsExactly(false, true, true);
        assertThat(sheets.get(0).hiddenColumns()).containsExactlyInAnyOrder(2, 3);
        assertThat(sheets.get(0).rows()).extracting(Sheet.Row::hidden).containsExactly(false, true, true);
    }

    @Test
    void read_mergedCells_asRanges() throws BadWorkbookException {
        assertThat(read(TestWorkbook.of("a", "1").merge("B3:D4")).merges())
                .containsExactly(new Sheet.Merge(3, 4, 2, 4))
                .extracting(Sheet.Merge::range)
                .containsExactly("B3:D4");
    }

    @Test
    void read_cellsWithoutReferencesTextInPlacePronunciationAndEscapes() throws BadWorkbookException {
        byte[] workbook = TestWorkbook.patched(TestWorkbook.of("a", "x").bytes(), SHEET, xml -> """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row><c t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r><rPh><t>no</t></rPh></is></c>
                <c><v>3</v></c></row><row r="4"><c t="b"><v>0</v></c><c r="D4" t="inlineStr"><is><t>a_x000D_b</t></is></c>
                </row></sheetData></worksheet>""");

        assertThat(read(workbook).rows())
                .extracting(Sheet.Row::cells)
                .containsExactly(List.of("two runs", "3"), List.of(), List.of(), List.of("false", "", "", "a\rb"));
    }

    @Test
    void reference_nameOfTheSheet_quotedWhereFormulasQuoteIt() {
        assertThat(new Sheet("f", "Sheet1", false, List.of(), List.of(), java.util.Set.of()).reference(7, 3))
                .isEqualTo("Sheet1!C7");
        assertThat(new Sheet("f", "It's new", false, List.of(), List.of(), java.util.Set.of()).reference(7, 28))
                .isEqualTo("'It''s new'!AB7");
        assertThat(Sheet.of("f", List.of()).reference(7, 3)).isEqualTo("C7");
    }

    @Test
    void read_strictWorkbook_likeAnyOther() throws BadWorkbookException {
        byte[] strict = TestWorkbook.of("a", "x,2").bytes();
        for (String part : List.of("_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", SHEET)) {
            strict = TestWorkbook.patched(
                    strict,
                    part,
                    xml -> xml.replace(
                                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                                    "http://purl.oclc.org/ooxml/officeDocument/relationships")
                            .replace(
                                    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                    "http://purl.oclc.org/ooxml/spreadsheetml/main"));
        }

        assertThat(read(strict).rows()).extracting(Sheet.Row::cells).containsExactly(List.of("x", "2"));
    }
}
