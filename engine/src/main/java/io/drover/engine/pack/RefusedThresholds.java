package io.drover.engine.pack;

import java.util.Locale;
import java.util.Set;

/**
 * The thresholds that somebody wrote and that could not be read. They were reported where they stand, so that nothing has to
 * be said again at every rule that uses them.
 *
 * @param constants their names in rules, such as {@code INTENT_WINDOW}
 * @param others whether there may be more, since the file could not be read whole
 */
public record RefusedThresholds(Set<String> constants, boolean others) {

    /** Every threshold could be read. */
    public static final RefusedThresholds NONE = new RefusedThresholds(Set.of(), false);

    public RefusedThresholds {
        constants = Set.copyOf(constants);
    }

    /** Whether {@code T.constant} may be one of them. */
    public boolean mayHold(String constant) {
        return others || constants.contains(constant);
    }

    /** What {@code name}, sound or not, would be in rules. */
    static String constantOf(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
