package io.drover.engine.scenario;

import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.drl.RelaxedRules.Condition;
import io.drover.engine.failure.DecisionException;
import io.drover.model.decision.DecisionRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The near misses of a pack's rules, gathered while its scenarios run. For one thread. */
final class NearMisses {

    private final DecisionEngine engine;
    private final VariedPacks varied;
    private final RelaxedPack relaxed;

    /** For each condition, the scenarios in which it alone kept its rule from firing. */
    private final List<Set<String>> scenarios;

    NearMisses(DecisionEngine engine, VariedPacks varied, RelaxedPack relaxed) {
        this.engine = engine;
        this.varied = varied;
        this.relaxed = relaxed;
        this.scenarios = new ArrayList<>();
        relaxed.conditions().forEach(condition -> scenarios.add(new LinkedHashSet<>()));
    }

    /** Looks for near misses in a step of {@code scenario} that was decided. */
    void look(Scenario scenario, RuleSet ruleSet, ScenarioStep step, DecisionRequest request, DecisionTrace trace) {
        RelaxedPack tried = ruleSet.pack(relaxed.pack().name())
                .map(pack -> varied.relaxed(relaxed, pack))
                .orElse(relaxed);
        for (int condition : dispensable(ruleSet, tried, request, step)) {
            if (!trace.firedRules(relaxed.pack().name())
                    .contains(relaxed.conditions().get(condition).rule())) {
                scenarios.get(condition).add(scenario.name());
            }
        }
    }

    /** Where it takes more work than a decision may, nothing has been shown of any condition. */
    private SortedSet<Integer> dispensable(
            RuleSet ruleSet, RelaxedPack tried, DecisionRequest request, ScenarioStep step) {
        try {
            return engine.dispensable(ruleSet, tried, request, step.candidates());
        } catch (DecisionException e) {
            return new TreeSet<>();
        }
    }

    /** What was found of the conditions of {@code rule}. */
    List<ConditionCoverage> of(String rule) {
        return IntStream.range(0, scenarios.size())
                .filter(i -> relaxed.conditions().get(i).rule().equals(rule))
                .mapToObj(i -> {
                    Condition condition = relaxed.conditions().get(i);
                    return new ConditionCoverage(condition.text(), condition.place(), List.copyOf(scenarios.get(i)));
                })
                .toList();
    }
}
