package io.drover.engine.pack;

import io.drover.engine.spreadsheet.Sheet;
import io.drover.engine.spreadsheet.Sheet.Doubt;
import io.drover.engine.spreadsheet.Sheet.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one decision table of a sheet: its head, and a rule for each row below. */
final class RuleTableReader {

    private static final Pattern RULE_NAME = Pattern.compile("[A-Za-z0-9 _.:'-]{1,80}");
    private static final int LONGEST_SHOWN = 80;

    private final Sheet sheet;
    private final List<Sheet.Row> rows;
    private final int firstColumn;
    private final Consumer<PackProblem> sink;

    /** Reads the table whose title is the first of {@code rows} and stands in {@code firstColumn}; all rows may be its own. */
    RuleTableReader(Sheet sheet, List<Sheet.Row> rows, int firstColumn, Consumer<PackProblem> sink) {
        this.sheet = sheet;
        this.rows = rows;
        this.firstColumn = firstColumn;
        this.sink = sink;
    }

    /** The table; null where it has nothing sound. */
    RuleSheet.@Nullable Table read() {
        List<RuleSheet.Column> columns = new TableHeadReader(sheet, rows, firstColumn, sink).read();
        if (columns == null || !areUnmerged() || !areShown(columns)) {
            return null;
        }
        List<RuleSheet.Row> sound = new ArrayList<>();
        int filled = 0;
        for (Sheet.Row row : rows.subList(Math.min(rows.size(), TableHeadReader.ROWS), rows.size())) {
            if (!row.isBlankFrom(firstColumn)) {
                filled++;
                RuleSheet.Row read = readRow(row, columns);
                if (read != null) {
                    sound.add(read);
                }
            }
        }
        if (filled == 0) {
            bad(
                    place(rows.get(0), firstColumn),
                    "The table has no rules.",
                    "Write them below the five rows of its head: RuleTable, keywords, patterns, code and labels.");
        }
        return sound.isEmpty() ? null : new RuleSheet.Table(columns, sound);
    }

    /**
     * Refuses merged cells, of which only the first has a content; but for the title, the patterns and the labels, where
     * cells side by side may be merged.
     */
    private boolean areUnmerged() {
        boolean sound = true;
        int title = rows.get(0).number();
        int last = rows.get(rows.size() - 1).number();
        for (Merge merge : sheet.merges()) {
            boolean within = merge.lastRow() > title && merge.firstRow() <= last && merge.lastColumn() >= firstColumn;
            int row = merge.firstRow() - title;
            boolean allowed = merge.firstRow() == merge.lastRow()
                    && merge.firstColumn() >= firstColumn
                    && (row == TableHeadReader.PATTERNS || row == TableHeadReader.LABELS);
            if (within && hidesContent(merge, title, last) && (!allowed || row == TableHeadReader.PATTERNS)) {
                sound = false;
                bad(
                        Place.in(sheet, merge.firstRow(), merge.firstColumn()),
                        "The cells " + merge.range() + " are merged, but more than the first of them is filled, which"
                                + " nobody sees.",
                        "Unmerge them, and empty those that are to say nothing.");
            } else if (within && !allowed && isFilled(merge.firstRow(), merge.firstColumn())) {
                sound = false;
                bad(
                        Place.in(sheet, merge.firstRow(), merge.firstColumn()),
                        "The cells " + merge.range() + " are merged, so only the first of them has a content.",
                        "Unmerge them, and fill each of them.");
            }
        }
        return sound;
    }

    /** Whether a cell of {@code merge} other than its first is filled in the rows of the table. */
    private boolean hidesContent(Merge merge, int title, int last) {
        for (int row = Math.max(title, merge.firstRow()); row <= Math.min(last, merge.lastRow()); row++) {
            int width = sheet.rows().get(row - 1).width();
            for (int column = merge.firstColumn(); column <= Math.min(width, merge.lastColumn()); column++) {
                boolean first = row == merge.firstRow() && column == merge.firstColumn();
                if (!first && isFilled(row, column)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isFilled(int row, int column) {
        return row >= 1
                && row <= sheet.rows().size()
                && !sheet.rows().get(row - 1).cell(column).isEmpty();
    }

    /** Refuses hidden columns: what a rule says must be seen. */
    private boolean areShown(List<RuleSheet.Column> columns) {
        boolean sound = true;
        for (RuleSheet.Column column : columns) {
            if (sheet.hiddenColumns().contains(column.number())) {
                sound = false;
                bad(
                        place(rows.get(1), column.number()),
                        "The column " + Sheet.columnName(column.number()) + " is hidden, but is part of the rules.",
                        "Show the column.");
            }
        }
        return sound;
    }

    /** The rule in {@code row}; null where a cell is bad. */
    private RuleSheet.@Nullable Row readRow(Sheet.Row row, List<RuleSheet.Column> columns) {
        boolean sound = checkStrayCells(row, columns);
        boolean acts = false;
        Place namePlace = place(row, firstColumn);
        List<String> cells = new ArrayList<>();
        for (RuleSheet.Column column : columns) {
            String text = row.cell(column.number());
            cells.add(text);
            acts |= column.keyword() == RuleSheet.Keyword.ACTION && !text.isEmpty();
            if (column.keyword() == RuleSheet.Keyword.NAME) {
                namePlace = place(row, column.number());
            }
            sound &= checkCell(
                    place(row, column.number()), column, text, row.doubts().get(column.number()));
        }
        if (!acts) {
            bad(
                    namePlace,
                    "The rule in row " + row.number() + " concludes nothing: all its ACTION cells are empty.",
                    "Fill one, or remove the row.");
        }
        if (row.hidden()) {
            bad(
                    namePlace,
                    "Row " + row.number() + " is hidden, but is a rule.",
                    "Show the row, if by taking away a filter, or delete it.");
        }
        return sound && acts && !row.hidden() ? new RuleSheet.Row(sheet, row.number(), namePlace, cells) : null;
    }

    /** Refuses what stands in a column without a keyword; left of the table are comments. */
    private boolean checkStrayCells(Sheet.Row row, List<RuleSheet.Column> columns) {
        boolean sound = true;
        for (int i = firstColumn; i <= row.width(); i++) {
            int number = i;
            if (!row.cell(i).isEmpty() && columns.stream().noneMatch(column -> column.number() == number)) {
                bad(
                        place(row, i),
                        "This cell stands in a column that has no keyword such as CONDITION.",
                        "Remove it, or put a cell that holds a comma in quotation marks.");
                sound = false;
            }
        }
        return sound;
    }

    private boolean checkCell(Place place, RuleSheet.Column column, String text, @Nullable Doubt doubt) {
        if (doubt != null) {
            report(place, "bad-cell", doubt.message(), doubt.remedy());
            return false;
        }
        if (text.isEmpty()) {
            return column.keyword() != RuleSheet.Keyword.NAME || reportNoName(place);
        }
        String objection = objection(column, text);
        if (objection != null) {
            report(
                    place,
                    "bad-cell",
                    "The cell \"" + shortened(text) + "\" cannot be used: " + objection + ".",
                    "Correct the cell; it may hold letters, digits, spaces and . , - _ | ' & / + % ( ) < > =");
        }
        return objection == null;
    }

    private static @Nullable String objection(RuleSheet.Column column, String text) {
        TableCode code = column.code();
        if (code != null) {
            return code.objection(text);
        }
        if (column.keyword() == RuleSheet.Keyword.NAME) {
            return RULE_NAME.matcher(text).matches()
                    ? null
                    : "a rule's name has at most 80 letters, digits, spaces and _ . : ' -";
        }
        return TableCode.textObjection(text, '"');
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN
                ? text
                : text.substring(0, LONGEST_SHOWN).stripTrailing() + " …";
    }

    private boolean reportNoName(Place place) {
        report(
                place,
                "missing-rule-name",
                "The rule in row " + place.line() + " has no name.",
                "Write its name here; it is how explanations and scenarios refer to the rule.");
        return false;
    }

    private Place place(Sheet.Row row, int column) {
        return Place.in(sheet, row.number(), column);
    }

    private void bad(Place place, String message, String remedy) {
        report(place, "bad-table", message, remedy);
    }

    private void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}
