package io.drover.engine.impact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.Locale;

/** What a subject can move in: a taxonomy, a segment or a treatment, by name. */
public record Aspect(Kind of, String name) implements Comparable<Aspect> {

    /** What is named. */
    public enum Kind {
        @JsonProperty("taxonomy")
        TAXONOMY,
        @JsonProperty("segment")
        SEGMENT,
        @JsonProperty("treatment")
        TREATMENT;

        /** The word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Comparator<Aspect> ORDER =
            Comparator.comparing(Aspect::of).thenComparing(Aspect::name);

    @Override
    public int compareTo(Aspect other) {
        return ORDER.compare(this, other);
    }
}
