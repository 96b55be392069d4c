package io.drover.engine.rfm;

import io.drover.model.decision.CutTable;
import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a definition counts at an instant: events in (asOf − look-back, asOf], and what their amounts are made into. Tables are
 * computed with it, and customers scored.
 */
record LookBack(Instant asOf, @Nullable Duration length, boolean isPerPurchase) {

    /** Decimals of an average amount. */
    private static final int DECIMALS = 6;

    static LookBack of(CutTable.Definition definition, Instant asOf) {
        String length = definition.lookBack();
        return new LookBack(asOf, length == null ? null : Durations.parse(length), definition.isPerPurchase());
    }

    /** Whether what happened at {@code time} counts. */
    boolean covers(Instant time) {
        Instant leaves = leaves(time);
        return !time.isAfter(asOf) && (leaves == null || leaves.isAfter(asOf));
    }

    /** The first instant at which what happened at {@code time} does not count any more; null: it always will. */
    @Nullable
    Instant leaves(Instant time) {
        return length == null ? null : time.plus(length);
    }

    /** The monetary value of {@code priced} purchases that cost {@code total}; null where there is none to speak of. */
    @Nullable
    BigDecimal monetary(BigDecimal total, int priced) {
        if (!isPerPurchase) {
            return CutTable.plain(total);
        }
        return priced == 0
                ? null
                : CutTable.plain(total.divide(BigDecimal.valueOf(priced), DECIMALS, RoundingMode.HALF_EVEN));
    }
}
