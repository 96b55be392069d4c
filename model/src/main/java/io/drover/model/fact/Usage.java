package io.drover.model.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a feature was used in the period [periodStart, periodEnd). Seen once the period is complete.
 *
 * @param feature what was used
 * @param count how often
 * @param periodStart the first instant of the period
 * @param periodEnd the first instant after the period
 */
public record Usage(
        @Nullable String feature,
        @Nullable Long count,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd) implements Fact {

    public Usage {
        periodStart = Values.millisOrNull(periodStart);
        periodEnd = Values.millisOrNull(periodEnd);
    }

    @Override
    public @Nullable Instant factDate() {
        return periodEnd;
    }
}
