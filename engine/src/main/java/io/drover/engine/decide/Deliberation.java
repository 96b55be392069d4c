package io.drover.engine.decide;

import io.drover.engine.compile.Budget;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackConclusions;
import io.drover.engine.compile.PackFacts;
import io.drover.engine.compile.RuleSet;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.CandidateTreatment;
import io.drover.model.fact.DecisionTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * One decision on its way: the deciding packs conclude each by itself, the policy pack judges what all of them propose, and
 * the answer is put together. Used once.
 */
final class Deliberation {

    private static final DecisionWarning NO_POLICY = new DecisionWarning(
            "no-policy",
            null,
            "No policy pack is active: nothing was asked about consent, caps, quiet hours and the like.");

    private final RuleSet ruleSet;
    private final Budget budget;
    private final boolean explain;
    private final FiringCounter firings;
    private final DecisionTime time;
    private final List<CompiledPack> packs;
    private final Optional<CompiledPack> policy;
    private final FactBase base;
    private final PackFacts facts;
    private final DecisionAssembly assembly;
    private final TreeMap<String, SortedSet<String>> firedRules = new TreeMap<>();

    Deliberation(RuleSet ruleSet, DecisionRequest request, Budget budget, boolean explain, FiringCounter firings) {
        this.ruleSet = ruleSet;
        this.budget = budget;
        this.explain = explain;
        this.firings = firings;
        this.time = DecisionTime.at(Objects.requireNonNull(request.asOf(), "asOf"));
        SubjectKind kind = request.subject().kind();
        this.packs = RequestChecks.evaluated(ruleSet, kind, request.packs());
        this.policy = ruleSet.policy().filter(pack -> pack.accepts(kind));
        List<CompiledPack> all = new ArrayList<>(packs);
        policy.ifPresent(all::add);
        this.base = FactBase.of(ruleSet, all, request, time);
        this.facts = new PackFacts(kind, base.bound(), new TreeMap<>(request.facts()), request.contacts(), time);
        this.assembly = new DecisionAssembly(ruleSet, all, request, time);
    }

    /** The decision, where besides what the packs propose there are the candidates {@code invented}. */
    DecisionTrace trace(List<InventedTreatment> invented) {
        assembly.addWarnings(base.warnings());
        propose(invented);
        if (policy.isPresent()) {
            judge(policy.get());
        } else if (!ruleSet.isPartial()) {
            assembly.addWarnings(List.of(NO_POLICY));
        }
        return new DecisionTrace(assembly.decision(base.rfm(), base.cutTables(), explain), firedRules);
    }

    /** What {@code pack} would decide on: for a policy, the candidates too. */
    PackFacts factsFor(CompiledPack pack, List<InventedTreatment> invented) {
        if (!pack.isPolicy()) {
            return facts;
        }
        propose(invented);
        return facts.and(assembly.candidatesToJudge());
    }

    private void propose(List<InventedTreatment> invented) {
        for (CompiledPack pack : packs) {
            assembly.add(pack, conclusions(pack, facts));
        }
        invented.forEach(assembly::add);
    }

    /** Without a candidate there is nothing to judge, and no session is spent on it. */
    private void judge(CompiledPack pack) {
        List<CandidateTreatment> candidates = assembly.candidatesToJudge();
        if (!candidates.isEmpty()) {
            assembly.judge(pack, conclusions(pack, facts.and(candidates)));
        }
    }

    private PackConclusions conclusions(CompiledPack pack, PackFacts known) {
        int before = budget.firingsLeft();
        PackConclusions conclusions = pack.evaluate(known, budget, explain);
        firings.fired(pack.name(), before - budget.firingsLeft());
        firedRules.put(pack.name(), conclusions.firedRules());
        return conclusions;
    }
}
