package io.drover.engine.pack;

import io.drover.engine.spreadsheet.Sheet;
import io.drover.engine.spreadsheet.Sheet.Merge;
import org.jspecify.annotations.Nullable;

/**
 * The row of patterns in a table's head. Columns side by side share a pattern where their cells are merged, or all end in
 * {@code ...}, as Drools writes it in CSV files.
 */
record PatternRow(Sheet sheet, Sheet.Row row, int firstColumn) {

    private static final String DOTS = "...";

    /** The cell at {@code column} as written, or the one that it is merged with; a program may have made one sign of dots. */
    String cell(int column) {
        Merge merge = mergeAt(column);
        String own = row.cell(column);
        String text = merge == null || !own.isEmpty() ? own : row.cell(merge.firstColumn());
        return text.endsWith("…") ? text.substring(0, text.length() - 1) + DOTS : text;
    }

    /** The number of the first column that shares the pattern of {@code column}; null: no other shares it. */
    @Nullable
    Integer sharedFrom(int column) {
        Merge merge = mergeAt(column);
        if (merge != null) {
            return merge.firstColumn();
        }
        if (!endsInDots(column)) {
            return null;
        }
        int first = column;
        while (first > firstColumn && mergeAt(first - 1) == null && endsInDots(first - 1)) {
            first--;
        }
        return first;
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

    private boolean endsInDots(int column) {
        return cell(column).endsWith(DOTS);
    }

    private @Nullable Merge mergeAt(int column) {
        return sheet.merges().stream()
                .filter(merge -> merge.firstRow() == row.number()
                        && merge.lastRow() == row.number()
                        && merge.firstColumn() <= column
                        && merge.lastColumn() >= column
                        && merge.firstColumn() < merge.lastColumn())
                .findFirst()
                .orElse(null);
    }
}
