package io.drover.engine.spreadsheet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells, the way a spreadsheet program shows them: rows and columns count from 1, and empty rows are there too.
 *
 * @param file what it was read from
 * @param name null where the file is but one sheet, as a CSV file is
 * @param hidden whether the whole sheet is
 * @param merges the ranges of cells that are shown as one
 * @param hiddenColumns their numbers
 */
public record Sheet(
        String file,
        @Nullable String name,
        boolean hidden,
        List<Row> rows,
        List<Merge> merges,
        Set<Integer> hiddenColumns) {

    public Sheet {
        rows = List.copyOf(rows);
        merges = List.copyOf(merges);
        hiddenColumns = Set.copyOf(hiddenColumns);
    }

    /** A file that is but one sheet, of which all is shown. */
    public static Sheet of(String file, List<Row> rows) {
        return new Sheet(file, null, false, rows, List.of(), Set.of());
    }

    /**
     * One row; beyond its last cell, cells are empty.
     *
     * @param doubts by column, why the content of a cell should not be used as it is; such a cell is not empty
     */
    public record Row(int number, boolean hidden, List<String> cells, Map<Integer, Doubt> doubts) {

        public Row {
            cells = List.copyOf(cells);
            doubts = Map.copyOf(doubts);
        }

        /** A row that is shown, and of whose cells nothing is in doubt. */
        public static Row of(int number, List<String> cells) {
            return new Row(number, false, cells, Map.of());
        }

        public String cell(int column) {
            return column <= cells.size() ? cells.get(column - 1) : "";
        }

        public int width() {
            return cells.size();
        }

        /** Whether all cells from {@code column} on are empty. */
        public boolean isBlankFrom(int column) {
            return column > cells.size()
                    || cells.subList(column - 1, cells.size()).stream().allMatch(String::isEmpty);
        }
    }

    /** What speaks against using the content of a cell, and what to do about it; both sentences. */
    public record Doubt(String message, String remedy) {}

    /** A range of cells that is shown as one; what it shows is the content of its first cell. */
    public record Merge(int firstRow, int lastRow, int firstColumn, int lastColumn) {

        /** As a spreadsheet program names it, such as {@code B3:D3}. */
        public String range() {
            return columnName(firstColumn) + firstRow + ":" + columnName(lastColumn) + lastRow;
        }
    }

    /** The letters of a column, from 1: {@code A}, {@code Z}, {@code AA}. */
    public static String columnName(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }

    /** A cell as formulas refer to it: {@code C7}, {@code Prices!C7} or {@code 'New prices'!C7}. */
    public String reference(int row, int column) {
        String cell = columnName(column) + row;
        if (name == null) {
            return cell;
        }
        boolean plain = name.matches("[\\p{L}_][\\p{L}\\p{N}_.]*");
        return (plain ? name : "'" + name.replace("'", "''") + "'") + "!" + cell;
    }

    /** The same sheet with the content of every cell changed. */
    public Sheet with(UnaryOperator<String> change) {
        List<Row> changed = rows.stream()
                .map(row -> new Row(
                        row.number(),
                        row.hidden(),
                        row.cells().stream().map(change).toList(),
                        row.doubts()))
                .toList();
        return new Sheet(file, name, hidden, changed, merges, hiddenColumns);
    }
}
