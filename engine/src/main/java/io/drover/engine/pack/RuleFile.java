package io.drover.engine.pack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rule text of a pack: a DRL file as written, or the DRL that a decision table stands for.
 *
 * @param path relative to the pack's directory
 * @param drl the rule text
 * @param table for a decision table, where the lines of the DRL come from; null for DRL
 */
public record RuleFile(String path, String drl, @Nullable List<TableLine> table) {

    public RuleFile {
        table = table == null ? null : List.copyOf(table);
    }

    /** A DRL file. */
    public static RuleFile drl(String path, String drl) {
        return new RuleFile(path, drl, null);
    }

    /** Whether the text comes from a decision table. */
    public boolean isDecisionTable() {
        return table != null;
    }

    /** Where the author finds what stands at a line and column (from 1) of the DRL. */
    public Place place(int line, int column) {
        if (table == null) {
            return Place.at(path, line, column);
        }
        return line < 1 || line > table.size()
                ? Place.whole(path)
                : table.get(line - 1).place();
    }

    /**
     * Where the author wrote what stands at a line and column (from 1) of the DRL: in a decision table the cell of a row, or that
     * of the table's head which all rows share.
     */
    public Place written(int line, int column) {
        return table == null || line < 1 || line > table.size()
                ? place(line, column)
                : table.get(line - 1).written(column);
    }
}
