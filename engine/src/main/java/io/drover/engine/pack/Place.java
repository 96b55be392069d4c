package io.drover.engine.pack;

import io.drover.engine.spreadsheet.Sheet;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A place in a file of a pack.
 *
 * @param file relative to the pack's directory, with {@code /} between folders
 * @param line from 1; null: the file as a whole
 * @param column from 1; null: the line as a whole
 * @param cell of a table, such as {@code B7}, with its sheet, {@code Sheet1!B7}, in a workbook; null outside tables
 */
public record Place(
        String file,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String cell) implements Comparable<Place> {

    private static final Comparator<Place> ORDER = Comparator.comparing(Place::file)
            .thenComparing(Place::sheet)
            .thenComparing(Place::line, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Place::column, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Place::cell, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** The file as a whole. */
    public static Place whole(String file) {
        return new Place(file, null, null, null);
    }

    /** A place in a text, line and column from 1. */
    public static Place at(String file, int line, int column) {
        return new Place(file, line, column, null);
    }

    /** A cell of a CSV file, row and column from 1. */
    public static Place inTable(String file, int row, int column) {
        return new Place(file, row, null, Sheet.columnName(column) + row);
    }

    /** A cell of {@code sheet}, row and column from 1. */
    static Place in(Sheet sheet, int row, int column) {
        return new Place(sheet.file(), row, null, sheet.reference(row, column));
    }

    /** The sheet that the cell is in; empty where the file is but one. */
    private String sheet() {
        return cell == null ? "" : cell.substring(0, Math.max(0, cell.lastIndexOf('!')));
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** As {@code file:line:column} or {@code file!cell}. */
    @Override
    public String toString() {
        if (cell != null) {
            return file + "!" + cell;
        }
        return file + (line == null ? "" : ":" + line) + (line == null || column == null ? "" : ":" + column);
    }
}
