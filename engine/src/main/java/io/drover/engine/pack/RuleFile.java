package io.drover.engine.pack;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rule text of a pack: a DRL file as written, or the DRL that a decision table stands for.
 *
 * @param path relative to the pack's directory
 * @param drl the rule text
 * @param cells for a decision table, the place in the table that a line (from 1) of the DRL comes from; null for DRL
 */
public record RuleFile(String path, String drl, @Nullable IntFunction<Place> cells) {

    /** A DRL file. */
    public static RuleFile drl(String path, String drl) {
        return new RuleFile(path, drl, null);
    }

    /** Whether the text comes from a decision table. */
    public boolean isDecisionTable() {
        return cells != null;
    }

    /** Where the author finds what stands at a line and column (from 1) of the DRL. */
    public Place place(int line, int column) {
        return cells == null ? Place.at(path, line, column) : cells.apply(line);
    }
}
