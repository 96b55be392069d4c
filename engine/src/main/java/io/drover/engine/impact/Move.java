package io.drover.engine.impact;

import java.util.Comparator;

/**
 * From where to where: values of a taxonomy; {@code in} and {@code out} of a segment; what becomes of a treatment. Equal where
 * nothing moves.
 */
record Move(String from, String to) implements Comparable<Move> {

    /** The taxonomy has no value for the subject. */
    static final String UNCLASSIFIED = "(unclassified)";

    /** The decision does not have the taxonomy. */
    static final String NOT_THERE = "(not there)";

    /** The treatment is not proposed. */
    static final String NONE = "(none)";

    static final String IN = "in";
    static final String OUT = "out";

    private static final Comparator<Move> ORDER =
            Comparator.comparing(Move::from).thenComparing(Move::to);

    boolean isStay() {
        return from.equals(to);
    }

    @Override
    public int compareTo(Move other) {
        return ORDER.compare(this, other);
    }
}
