package io.drover.model.fact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact with a date, and the questions rules may ask about it. Each answer is for the decision's asOf and tells the
 * decision time when it will change. Where the date is missing every question is answered with false.
 *
 * <p>Durations are texts such as {@code 7d} (see {@link Durations}).
 */
public interface Dated extends Fact {

    /** The decision time this fact is bound to; null at rest. */
    @Nullable
    DecisionTime decisionTime();

    /** Whether the date lies in the rolling window (asOf − {@code window}, asOf]. */
    @TimeQuestion
    default boolean within(String window) {
        return TimeQuestions.within(factDate(), window, decisionTime());
    }

    /** Whether the date lies in the window of length {@code window} that ends {@code before} asOf, its end included. */
    @TimeQuestion
    default boolean withinBefore(String window, String before) {
        Instant date = factDate();
        if (date == null) {
            return false;
        }
        DecisionTime time = DecisionTime.required(decisionTime());
        Duration gap = Durations.parse(before);
        return time.reached(date.plus(gap)) && !time.reached(date.plus(gap).plus(Durations.parse(window)));
    }

    /** Whether more than {@code age} has passed since the date. */
    @TimeQuestion
    default boolean olderThan(String age) {
        return TimeQuestions.olderThan(factDate(), age, decisionTime());
    }

    /** Whole days of 24 hours since the date; null where the date is missing. */
    @TimeQuestion
    default @Nullable Long ageDays() {
        Instant date = factDate();
        if (date == null) {
            return null;
        }
        DecisionTime time = DecisionTime.required(decisionTime());
        long days = Math.floorDiv(
                Duration.between(date, time.asOf()).toMillis(),
                Duration.ofDays(1).toMillis());
        time.flipsAt(date.plus(Duration.ofDays(days + 1)));
        return days;
    }
}
