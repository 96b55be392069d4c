package io.drover.engine.rfm;

import io.drover.model.fact.RfmScore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of scoring what a customer bought and did. */
public sealed interface RfmScoring {

    /**
     * The customer has scores; they tell when they change by the mere passing of time.
     *
     * @param until when there is nothing left to score; null: never
     */
    record Scored(RfmScore score, @Nullable Instant until) implements RfmScoring {}

    /** Nothing that counts happened up to that instant, so that there is nothing to score. */
    record NothingToScore() implements RfmScoring {}

    /**
     * Some amounts are in another currency than the cuts, so that they cannot be compared.
     *
     * @param until when the last of them does not count any more; null: never
     */
    record ForeignCurrency(
            List<String> purchaseIds, @Nullable Instant until) implements RfmScoring {

        public ForeignCurrency {
            purchaseIds = purchaseIds.stream().sorted().toList();
        }
    }
}
