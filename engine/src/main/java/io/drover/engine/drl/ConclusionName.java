package io.drover.engine.drl;

import java.util.Comparator;
import java.util.Locale;

/** The name of something rules conclude or read, which a manifest defines. */
public record ConclusionName(Kind kind, String name) implements Comparable<ConclusionName> {

    /** What is named. */
    public enum Kind {
        /** Concluded by {@code Candidate}, read as {@code Classified}. */
        TAXONOMY,
        /** Concluded by {@code Points}, read as {@code Score}. */
        SCORE,
        /** Concluded by and read as {@code InSegment}. */
        SEGMENT,
        /** Concluded by {@code Treat}, read by no deciding rule. */
        TREATMENT;

        /** The word for it, such as {@code taxonomy}. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Comparator<ConclusionName> ORDER =
            Comparator.comparing(ConclusionName::kind).thenComparing(ConclusionName::name);

    @Override
    public int compareTo(ConclusionName other) {
        return ORDER.compare(this, other);
    }
}
