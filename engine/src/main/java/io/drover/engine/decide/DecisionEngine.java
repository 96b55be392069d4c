package io.drover.engine.decide;

import io.drover.engine.compile.RuleSet;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;

/** Decides about one subject. Thread-safe. */
public class DecisionEngine {

    /** An engine whose deadlines are measured by {@code ticker}. */
    public DecisionEngine(Limits limits, Ticker ticker) {}

    /**
     * The decision of {@code ruleSet} on the facts of {@code request}, whose asOf is present.
     *
     * @throws io.drover.engine.failure.DecisionException if none can be made
     */
    public Decision decide(RuleSet ruleSet, DecisionRequest request, boolean explain) {
        throw new UnsupportedOperationException();
    }

    /** The decision with its explanation and the rules that fired; otherwise as {@link #decide}. */
    public DecisionTrace trace(RuleSet ruleSet, DecisionRequest request) {
        throw new UnsupportedOperationException();
    }
}
