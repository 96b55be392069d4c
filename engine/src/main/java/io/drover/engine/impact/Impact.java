package io.drover.engine.impact;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who would move from one rule set to another: counts of subjects, each counted once.
 *
 * @param from revision of the one rule set
 * @param to revision of the other
 * @param subjects that were decided about, or were to be
 * @param failed those about whom at least one of the two has no decision
 * @param aspects the taxonomies, segments and treatments of both, by kind and name
 */
public record Impact(String from, String to, long subjects, List<Failed> failed, List<Moved> aspects) {

    /**
     * Subjects about whom a rule set has no decision.
     *
     * @param before why the one has none; null: it has one
     * @param after why the other has none; null: it has one
     * @param examples ids of the first of them
     */
    public record Failed(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String before,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String after,

            long subjects,
            List<String> examples) {}

    /**
     * What moves in one taxonomy, segment or treatment.
     *
     * @param pack that defines it
     * @param subjects the pack decided about, of the kinds that it is of
     * @param moved how many of them move
     * @param undecided how many of them only one of the two rule sets has a decision about
     * @param percent of the subjects that move or are undecided, to two decimals
     * @param moves from one to another, the most subjects first
     * @param stays where nothing moves; not of those who are out of a segment, or have no treatment
     */
    public record Moved(
            @JsonProperty("of") Aspect.Kind of,
            String name,
            String pack,
            long subjects,
            long moved,
            long undecided,
            BigDecimal percent,
            List<Step> moves,
            List<Stay> stays) {

        /** Whether more than {@code mostPercent} of the subjects move or are undecided. */
        boolean exceeds(BigDecimal mostPercent) {
            return BigDecimal.valueOf((moved + undecided) * 100)
                            .compareTo(mostPercent.multiply(BigDecimal.valueOf(subjects)))
                    > 0;
        }
    }

    /**
     * Subjects that move alike.
     *
     * @param from a value of the taxonomy, {@code (unclassified)} or {@code (not there)}; {@code in} or {@code out}; what becomes
     *     of the treatment, or {@code (none)}
     * @param examples ids of the first of them
     */
    public record Step(String from, String to, long subjects, List<String> examples) {}

    /** Subjects that stay. */
    public record Stay(String value, long subjects) {}

    /** What share {@code part} is of {@code whole}, in percent to two decimals. */
    public static BigDecimal percent(long part, long whole) {
        return whole == 0
                ? BigDecimal.ZERO.setScale(2)
                : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }

    public Impact {
        failed = List.copyOf(failed);
        aspects = List.copyOf(aspects);
    }

    /** What moves in {@code aspect}; empty where neither rule set knows it. */
    public Optional<Moved> of(Aspect aspect) {
        return aspects.stream()
                .filter(moved -> moved.of() == aspect.of() && moved.name().equals(aspect.name()))
                .findFirst();
    }
}
