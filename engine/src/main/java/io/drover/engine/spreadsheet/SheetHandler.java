package io.drover.engine.spreadsheet;

import io.drover.engine.spreadsheet.Sheet.Doubt;
import io.drover.engine.spreadsheet.Sheet.Merge;
import io.drover.engine.spreadsheet.Sheet.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the part of a workbook that is a sheet. */
final class SheetHandler extends DefaultHandler {

    static final int LAST_ROW = 10_000;
    static final int LAST_COLUMN = 500;

    private static final Pattern CELL = Pattern.compile("\\$?([A-Za-z]{1,3})\\$?([0-9]{1,7})");

    private static final NavigableMap<Integer, CellContent> NONE = Collections.emptyNavigableMap();

    private final String name;
    private final CellContent.Reader contents;
    private final TextBudget budget;
    private final NavigableMap<Integer, NavigableMap<Integer, CellContent>> cells = new TreeMap<>();
    private final Set<Integer> hiddenRows = new HashSet<>();
    private final Set<Integer> hiddenColumns = new HashSet<>();
    private final Set<Integer> columnsWithWidth = new HashSet<>();
    private final Ranges merges = new Ranges("merged ranges of cells");
    /** What formulas fill that stand in but one of their cells. */
    private final Ranges computed = new Ranges("formulas that fill several cells");

    private boolean columnsAreHidden;

    private int row;
    private int column;
    private boolean inCell;
    private String type = "n";
    private int style;
    private final StringBuilder value = new StringBuilder();
    private @Nullable StringBuilder formula;
    private @Nullable StringBuilder sink;
    private int pronunciations;

    /** {@code name}: the sheet's, for what is said of its cells. */
    SheetHandler(String name, CellContent.Reader contents, TextBudget budget) {
        this.name = name;
        this.contents = contents;
        this.budget = budget;
    }

    @Override
    public void startElement(String uri, String name, @Nullable String qualifiedName, Attributes attributes)
            throws SAXException {
        switch (name) {
            case "sheetFormatPr" -> columnsAreHidden = isNone(attributes.getValue("defaultColWidth"));
            case "col" -> startColumns(attributes);
            case "row" -> startRow(attributes);
            case "c" -> startCell(attributes);
            case "mergeCell" -> {
                budget.take(1);
                merges.add(attributes.getValue("ref"));
            }
            case "rPh" -> pronunciations++;
            case "f" -> {
                if (inCell) {
                    startFormula(attributes);
                }
            }
            case "v", "t" -> sink = inCell && pronunciations == 0 ? value : null;
            default -> {} // what the sheet looks like
        }
    }

    private void startColumns(Attributes attributes) throws SAXException {
        boolean hidden = isTrue(attributes.getValue("hidden")) || isNone(attributes.getValue("width"));
        int last = Math.min(LAST_COLUMN, number(attributes.getValue("max"), 0));
        for (int each = Math.max(1, number(attributes.getValue("min"), 1)); each <= last; each++) {
            columnsWithWidth.add(each);
            if (hidden) {
                hiddenColumns.add(each);
            }
        }
    }

    private void startFormula(Attributes attributes) throws SAXException {
        formula = new StringBuilder();
        sink = formula;
        String kind = attributes.getValue("t");
        String range = attributes.getValue("ref");
        if (range != null && ("array".equals(kind) || "dataTable".equals(kind))) {
            computed.add(range);
        }
    }

    private void startRow(Attributes attributes) throws SAXException {
        row = number(attributes.getValue("r"), row + 1);
        column = 0;
        if (isTrue(attributes.getValue("hidden")) || isNone(attributes.getValue("ht"))) {
            hiddenRows.add(row);
        }
    }

    private void startCell(Attributes attributes) throws SAXException {
        inCell = true;
        value.setLength(0);
        formula = null;
        String reference = attributes.getValue("r");
        if (reference == null) {
            column++;
        } else {
            column = matched(reference)[0];
        }
        type = Objects.requireNonNullElse(attributes.getValue("t"), "n");
        style = number(attributes.getValue("s"), 0);
    }

    /** Column and row of a cell such as {@code C7}. */
    static int[] matched(String reference) throws SAXException {
        Matcher matcher = CELL.matcher(reference);
        if (!matcher.matches()) {
            throw WorkbookParts.ending(WorkbookParts.notWhole());
        }
        int column = 0;
        for (char letter : matcher.group(1).toCharArray()) {
            column = column * 26 + Character.toUpperCase(letter) - 'A' + 1;
        }
        return new int[] {column, Integer.parseInt(matcher.group(2))};
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (sink != null) {
            sink.append(characters, start, length);
        }
    }

    @Override
    public void endElement(String uri, String name, @Nullable String qualifiedName) throws SAXException {
        switch (name) {
            case "v", "t", "f" -> sink = null;
            case "rPh" -> pronunciations--;
            case "c" -> endCell();
            default -> {}
        }
    }

    private void endCell() throws SAXException {
        inCell = false;
        CellContent content = contents.read(type, style, value.toString(), formula == null ? null : formula.toString());
        if (content.text().isEmpty()) {
            return;
        }
        if (row < 1 || row > LAST_ROW || column > LAST_COLUMN) {
            throw WorkbookParts.ending(
                    WorkbookParts.tooLarge("the cell " + Sheet.columnName(column) + row + " of the sheet \"" + name
                            + "\" is filled, which is beyond row " + LAST_ROW + " or column "
                            + Sheet.columnName(LAST_COLUMN)));
        }
        budget.take(content.text().length());
        cells.computeIfAbsent(row, number -> new TreeMap<>()).put(column, content);
    }

    /** Whether {@code size} is that of a column or row of which nothing is seen. */
    private static boolean isNone(@Nullable String size) {
        return size != null && size.matches("0+(\\.0*)?");
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && (value.equals("1") || value.equals("true"));
    }

    private static int number(@Nullable String value, int otherwise) throws SAXException {
        try {
            return value == null ? otherwise : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw WorkbookParts.ending(WorkbookParts.notWhole());
        }
    }

    /** What was read, as a sheet. */
    Sheet sheet(String file, boolean hidden) {
        computed.list().forEach(this::doubtComputed);
        for (int each = 1; columnsAreHidden && each <= LAST_COLUMN; each++) {
            if (!columnsWithWidth.contains(each)) {
                hiddenColumns.add(each);
            }
        }
        List<Row> rows = new ArrayList<>();
        int last = cells.isEmpty() ? 0 : cells.lastKey();
        for (int number = 1; number <= last; number++) {
            rows.add(row(number, cells.getOrDefault(number, NONE)));
        }
        return new Sheet(file, name, hidden, rows, merges.list(), hiddenColumns);
    }

    private void doubtComputed(Merge range) {
        if (range.firstRow() <= range.lastRow() && range.firstColumn() <= range.lastColumn()) {
            cells.subMap(range.firstRow(), true, range.lastRow(), true)
                    .values()
                    .forEach(filled -> filled.subMap(range.firstColumn(), true, range.lastColumn(), true)
                            .replaceAll((at, content) -> content.computed()));
        }
    }

    private Row row(int number, Map<Integer, CellContent> filled) {
        List<String> texts = new ArrayList<>();
        Map<Integer, Doubt> doubts = new HashMap<>();
        filled.forEach((at, content) -> {
            while (texts.size() < at - 1) {
                texts.add("");
            }
            texts.add(content.text());
            if (content.doubt() != null) {
                doubts.put(at, content.doubt());
            }
        });
        return new Row(number, hiddenRows.contains(number), texts, doubts);
    }
}
