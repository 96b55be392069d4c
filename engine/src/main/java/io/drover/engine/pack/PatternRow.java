package io.drover.engine.pack;

import io.drover.engine.spreadsheet.Sheet;
import io.drover.engine.spreadsheet.Sheet.Merge;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row of patterns in a table's head. Columns side by side share a pattern where their cells are merged, or all end in
 * {@code ...}, as Drools writes it in CSV files.
 */
final class PatternRow {

    private static final String DOTS = "...";

    private final Sheet.Row row;
    /** By column, where its cell is merged with others of the row. */
    private final Map<Integer, Merge> merges = new HashMap<>();
    /** By column, where it shares its pattern, the first that does. */
    private final Map<Integer, Integer> shared = new HashMap<>();

    PatternRow(Sheet sheet, Sheet.Row row, int firstColumn) {
        this.row = row;
        for (Merge merge : sheet.merges()) {
            if (merge.firstRow() == row.number() && merge.lastRow() == row.number()) {
                int last = Math.min(merge.lastColumn(), TableHeadReader.LAST_COLUMN + 1);
                for (int column = merge.firstColumn(); column <= last; column++) {
                    merges.putIfAbsent(column, merge);
                }
            }
        }
        merges.forEach((column, merge) -> shared.put(column, merge.firstColumn()));
        int firstWithDots = firstColumn;
        for (int column = firstColumn; column <= row.width(); column++) {
            if (merges.containsKey(column) || !cell(column).endsWith(DOTS)) {
                firstWithDots = column + 1;
            } else {
                shared.put(column, firstWithDots);
            }
        }
    }

    /** The cell at {@code column} as written, or the one that it is merged with; a program may have made one sign of dots. */
    String cell(int column) {
        Merge merge = merges.get(column);
        String own = row.cell(column);
        String text = merge == null || !own.isEmpty() ? own : row.cell(merge.firstColumn());
        return text.endsWith("…") ? text.substring(0, text.length() - 1) + DOTS : text;
    }

    /** The number of the first column that shares the pattern of {@code column}; null: no other shares it. */
    @Nullable
    Integer sharedFrom(int column) {
        return shared.get(column);
    }

    /** The pattern without what says that it is shared. */
    String pattern(int column) {
        Integer first = sharedFrom(column);
        String text = cell(first == null ? column : first);
        return first != null && text.endsWith(DOTS)
                ? text.substring(0, text.length() - DOTS.length()).strip()
                : text;
    }

    /** Whether a cell that shares its pattern names none of its own, or the same. */
    boolean agrees(int column) {
        Integer first = sharedFrom(column);
        return first == null || cell(column).equals(DOTS) || cell(column).equals(cell(first));
    }
}
