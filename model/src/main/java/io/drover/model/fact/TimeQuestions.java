package io.drover.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The questions about time that several facts answer, over the date they ask about. A missing date answers false. */
final class TimeQuestions {

    private TimeQuestions() {}

    /** Whether {@code date} lies in (asOf − window, asOf]. */
    static boolean within(@Nullable Instant date, String window, @Nullable DecisionTime decisionTime) {
        if (date == null) {
            return false;
        }
        DecisionTime time = DecisionTime.required(decisionTime);
        return time.reached(date) && !time.reached(date.plus(Durations.parse(window)));
    }

    /** Whether more than {@code age} has passed since {@code date}. */
    static boolean olderThan(@Nullable Instant date, String age, @Nullable DecisionTime decisionTime) {
        return date != null
                && DecisionTime.required(decisionTime)
                        .reached(date.plus(Durations.parse(age)).plusMillis(1));
    }

    /** Whether {@code date} has come and at most {@code age} has passed since. */
    static boolean atMostAgo(@Nullable Instant date, String age, @Nullable DecisionTime decisionTime) {
        if (date == null) {
            return false;
        }
        DecisionTime time = DecisionTime.required(decisionTime);
        return time.reached(date)
                && !time.reached(date.plus(Durations.parse(age)).plusMillis(1));
    }

    /** Whether {@code date} lies in [asOf, asOf + window). */
    static boolean dueWithin(@Nullable Instant date, String window, @Nullable DecisionTime decisionTime) {
        if (date == null) {
            return false;
        }
        DecisionTime time = DecisionTime.required(decisionTime);
        return time.reached(date.minus(Durations.parse(window)).plusMillis(1)) && !time.reached(date.plusMillis(1));
    }

    /** The UTC midnight with which {@code date} begins; null where it is missing. */
    static @Nullable Instant midnight(@Nullable LocalDate date) {
        return date == null ? null : date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
