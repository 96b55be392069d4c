package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioReading;
import io.drover.engine.scenario.ScenarioRunner;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Judges which rules the scenarios of their pack make fire. Whether scenarios come out as they expect is another matter. */
final class FiredRules {

    private final ScenarioRunner runner;
    private final RuleSet ruleSet;

    FiredRules(DecisionEngine engine, RuleSet ruleSet) {
        this.runner = new ScenarioRunner(engine);
        this.ruleSet = ruleSet;
    }

    void judge(Collection<PackFindings> packs) {
        packs.forEach(this::judge);
    }

    private void judge(PackFindings findings) {
        CompiledPack pack = findings.pack();
        ScenarioReading reading = ScenarioReader.read(ruleSet, pack);
        if (!reading.problems().isEmpty()) {
            // A scenario with a mistake is not run: nobody knows which rules it would make fire.
            findings.scenariosHaveMistakes();
            return;
        }
        Set<String> fired = new HashSet<>();
        reading.scenarios()
                .forEach(scenario -> fired.addAll(runner.run(ruleSet, scenario).fired()));
        for (ParsedRule rule : findings.rules()) {
            if (!fired.contains(rule.name()) && !findings.has(FindingCode.DEAD_RULE, rule)) {
                findings.add(
                        FindingCode.DEAD_RULE,
                        rule,
                        rule.place(),
                        "No scenario makes the rule fire.",
                        "Write a scenario in which it fires, and name it there under \"fired\".");
            }
        }
    }
}
