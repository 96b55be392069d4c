package io.drover.model.decision;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the cuts of a table part into bins. */
public enum CutMeasure {
    /** Whole UTC days since the last event; the fewer, the better the score. */
    RECENCY,
    /** The number of events. */
    FREQUENCY,
    /** What was spent. */
    MONETARY,
    /** The value of the one metric of the table. */
    VALUE;

    /** As tables have it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The measure whose key is {@code key}. */
    public static Optional<CutMeasure> of(String key) {
        return Stream.of(values()).filter(measure -> measure.key().equals(key)).findFirst();
    }
}
