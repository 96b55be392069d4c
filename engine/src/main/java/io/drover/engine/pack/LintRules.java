package io.drover.engine.pack;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the key {@code lint} of a manifest says about how the pack is to be judged.
 *
 * @param reviewAfterDays how many days after a review the next one is not yet overdue
 * @param segmentsPerMotion the most active segments that one motion should have; null: not stated
 * @param nearlyEverybody the share of a population, from 0.5 to 1, from which on a value tells nobody apart
 * @param ignored findings that the pack's owner has accepted
 */
public record LintRules(
        int reviewAfterDays, @Nullable Integer segmentsPerMotion, BigDecimal nearlyEverybody, List<Ignored> ignored) {

    /** What holds where a manifest says nothing: a review every quarter, and a share that is an assumption. */
    public static final LintRules DEFAULT = new LintRules(92, null, new BigDecimal("0.95"), List.of());

    /** The most active segments of a motion where no pack states a number. */
    public static final int SEGMENTS_PER_MOTION = 7;

    /**
     * A finding that the pack's owner has accepted.
     *
     * @param about the rule, segment, value, threshold or other name that the finding is about; null: any
     * @param reason why it is accepted, as it is printed with the finding
     */
    public record Ignored(FindingCode code, @Nullable String about, String reason, Place place) {}

    public LintRules {
        ignored = List.copyOf(ignored);
    }
}
