package io.drover.engine.decide;

import io.drover.engine.compile.Budget;
import io.drover.engine.compile.PackFacts;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.failure.DeadlineExceededException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import java.util.List;
import java.util.SortedSet;

/**
 * Decides about one subject: facts are gathered, every pack concludes in a session of its own, and the decision is put
 * together. A pure function of rule set and request; thread-safe.
 */
public final class DecisionEngine {

    private final Limits limits;
    private final Ticker ticker;

    /** An engine whose deadlines are measured by {@code ticker}. */
    public DecisionEngine(Limits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    /**
     * The decision of {@code ruleSet} on the facts of {@code request}, whose asOf is present.
     *
     * @param explain whether the decision says why
     * @throws io.drover.engine.failure.DecisionException if none can be made
     */
    public Decision decide(RuleSet ruleSet, DecisionRequest request, boolean explain) {
        return decide(ruleSet, request, explain, (pack, firings) -> {});
    }

    /** The decision; {@code firings} is told how much work it was. Otherwise as the other. */
    public Decision decide(RuleSet ruleSet, DecisionRequest request, boolean explain, FiringCounter firings) {
        return run(ruleSet, request, explain, firings).decision();
    }

    /** The decision with its explanation, and the rules that fired; otherwise as {@link #decide}. */
    public DecisionTrace trace(RuleSet ruleSet, DecisionRequest request) {
        return trace(ruleSet, request, List.of());
    }

    /** The same where besides what the packs propose there are the candidates {@code invented}. */
    public DecisionTrace trace(RuleSet ruleSet, DecisionRequest request, List<InventedTreatment> invented) {
        Budget budget = budget();
        check(ruleSet, request);
        return new Deliberation(ruleSet, request, budget, true, (pack, firings) -> {}).trace(invented);
    }

    /**
     * The conditions of {@code relaxed}, by their places among its conditions, without which their rules would fire on the
     * facts of {@code request}, and of the candidates {@code invented} if it is a policy.
     *
     * @throws io.drover.engine.failure.DecisionException if that takes more than a decision may
     */
    public SortedSet<Integer> dispensable(
            RuleSet ruleSet, RelaxedPack relaxed, DecisionRequest request, List<InventedTreatment> invented) {
        PackFacts facts = new Deliberation(ruleSet, request, budget(), false, (pack, firings) -> {})
                .factsFor(relaxed.pack(), invented);
        return relaxed.dispensable(facts, relaxed.pack().evaluate(facts, budget(), false), budget());
    }

    private DecisionTrace run(RuleSet ruleSet, DecisionRequest request, boolean explain, FiringCounter firings) {
        Budget budget = budget();
        check(ruleSet, request);
        return new Deliberation(ruleSet, request, budget, explain, firings).trace(List.of());
    }

    private Budget budget() {
        return new Budget(limits.firings(), limits.insertions(), limits.fuel(), deadline());
    }

    private Runnable deadline() {
        long begin = ticker.read();
        return () -> {
            if (ticker.read() - begin > limits.deadline().toNanos()) {
                throw new DeadlineExceededException(limits.deadline());
            }
        };
    }

    private void check(RuleSet ruleSet, DecisionRequest request) {
        List<Violation> violations = RequestChecks.of(ruleSet).check(request);
        if (request.with() != null) {
            violations.add(new Violation(
                    "/with", "no-preview", "Overrides are for previews, and this is none; leave them out.", null));
        }
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        long facts = request.modelFacts().size();
        for (List<?> declared : request.facts().values()) {
            facts += declared.size();
        }
        if (facts > limits.facts()) {
            throw new InvalidRequestException(List.of(new Violation(
                    "",
                    "too-many-facts",
                    "The request has " + facts + " facts; a decision takes at most " + limits.facts() + ".",
                    null)));
        }
    }
}
