package io.drover.engine.rfm;

import io.drover.model.fact.RfmScore;
import java.util.List;

/** What came of scoring a customer's purchases. */
public sealed interface RfmScoring {

    /** The customer has scores; they tell when they change by the mere passing of time. */
    record Scored(RfmScore score) implements RfmScoring {}

    /** Nothing was bought up to that instant, so that there is nothing to score. */
    record NoPurchases() implements RfmScoring {}

    /** Some amounts are in another currency than the cuts, so that they cannot be compared. */
    record ForeignCurrency(List<String> purchaseIds) implements RfmScoring {

        public ForeignCurrency {
            purchaseIds = purchaseIds.stream().sorted().toList();
        }
    }
}
