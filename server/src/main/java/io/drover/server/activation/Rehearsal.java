package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.Scenario;
import io.drover.engine.scenario.ScenarioFailure;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioReading;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.engine.scenario.ScenarioRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the scenarios of a pack before it serves: whoever edits it learns which of them fail, and the first caller does not
 * wait for classes to be loaded and compiled. What it finds is a warning, and keeps nothing from serving; and it has an end,
 * so that a pack with many scenarios serves soon.
 */
public final class Rehearsal {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final ScenarioRunner runner;

    /** A rehearsal in which {@code engine} decides. */
    public Rehearsal(DecisionEngine engine) {
        this.runner = new ScenarioRunner(engine);
    }

    /** What the scenarios of {@code pack}, one of {@code ruleSet}, show to be wrong; none of it is an error. */
    List<PackProblem> run(RuleSet ruleSet, CompiledPack pack) {
        long end = System.nanoTime() + LONGEST.toNanos();
        ScenarioReading reading = ScenarioReader.read(ruleSet, pack);
        List<PackProblem> problems = new ArrayList<>();
        reading.problems().forEach(problem -> problems.add(asWarning(problem)));
        int run = 0;
        for (Scenario scenario : reading.scenarios()) {
            if (System.nanoTime() > end) {
                problems.add(unfinished(run, reading.scenarios().size(), scenario.place()));
                break;
            }
            run++;
            ScenarioResult result = runner.run(ruleSet, scenario);
            result.failures().forEach(failure -> problems.add(failed(result.name(), failure)));
        }
        return problems;
    }

    private static PackProblem asWarning(PackProblem problem) {
        return PackProblem.of(
                Severity.WARNING, problem.place(), problem.rule(), problem.code(), problem.message(), problem.remedy());
    }

    private static PackProblem failed(String scenario, ScenarioFailure failure) {
        return PackProblem.of(
                Severity.WARNING,
                failure.place(),
                null,
                "scenario-failed",
                "The scenario \"" + scenario + "\" fails in step " + failure.step() + ": " + failure.sentence() + ".",
                "Mend the rules, or what the scenario expects of them; drover test runs all scenarios.");
    }

    private static PackProblem unfinished(int run, int all, Place next) {
        return PackProblem.of(
                Severity.INFORMATION,
                next,
                null,
                "scenarios-not-run",
                "Only the first " + run + " of " + all + " scenarios were run before the pack began to serve.",
                "Run them all with drover test.");
    }
}
