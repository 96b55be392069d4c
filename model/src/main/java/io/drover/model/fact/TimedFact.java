package io.drover.model.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parent of fact types that a pack declares and that ask questions about time. Rules ask them with the field they
 * mean, as in {@code within(renewsAt, T.RENEWAL_WINDOW)}; a missing field answers false.
 */
public abstract class TimedFact {

    private @Nullable DecisionTime decisionTime;

    /** Binds this fact to the decision it is about to be inserted for; the engine calls this once, before any rule. */
    public final void bind(DecisionTime time) {
        this.decisionTime = time;
    }

    /** Whether {@code date} lies in the rolling window (asOf − {@code window}, asOf]. */
    @TimeQuestion
    public final boolean within(@Nullable Instant date, String window) {
        return TimeQuestions.within(date, window, decisionTime);
    }

    /** Whether {@code date} lies in [asOf, asOf + {@code window}). */
    @TimeQuestion
    public final boolean dueWithin(@Nullable Instant date, String window) {
        return TimeQuestions.dueWithin(date, window, decisionTime);
    }

    /** Whether more than {@code age} has passed since {@code date}. */
    @TimeQuestion
    public final boolean olderThan(@Nullable Instant date, String age) {
        return TimeQuestions.olderThan(date, age, decisionTime);
    }
}
