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
 * wait for classes to be loaded and compiled. What it finds is a warning, and keeps nothing from serving.
 */
public final class Rehearsal {

    private final ScenarioRunner runner;

    /** A rehearsal in which {@code engine} decides. */
    public Rehearsal(DecisionEngine engine) {
        this.runner = new ScenarioRunner(engine);
    }

    /** The scenarios of {@code pack}, one of {@code ruleSet}, none of them run yet. */
    Run of(RuleSet ruleSet, CompiledPack pack) {
        return new Run(runner, ruleSet, pack);
    }

    /** The scenarios of one pack, some of which may have been run. Used by one thread. */
    static final class Run {

        private final ScenarioRunner runner;
        private final RuleSet ruleSet;
        private final List<Scenario> scenarios;
        private final List<PackProblem> problems = new ArrayList<>();
        private int done;

        private Run(ScenarioRunner runner, RuleSet ruleSet, CompiledPack pack) {
            this.runner = runner;
            this.ruleSet = ruleSet;
            ScenarioReading reading = ScenarioReader.read(ruleSet, pack);
            this.scenarios = reading.scenarios();
            reading.problems().forEach(problem -> problems.add(asWarning(problem)));
        }

        /** Runs what has not been run yet, but begins nothing more after {@code longest}. */
        Run goOn(Duration longest) {
            long end = System.nanoTime() + longest.toNanos();
            while (!isDone() && System.nanoTime() < end) {
                ScenarioResult result = runner.run(ruleSet, scenarios.get(done));
                result.failures().forEach(failure -> problems.add(failed(result.name(), failure)));
                done++;
            }
            return this;
        }

        boolean isDone() {
            return done == scenarios.size();
        }

        /** What is wrong, as far as is known; none of it is an error. */
        List<PackProblem> problems() {
            List<PackProblem> known = new ArrayList<>(problems);
            if (!isDone()) {
                known.add(unfinished(done, scenarios.size(), scenarios.get(done).place()));
            }
            return List.copyOf(known);
        }
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
                "Only the first " + run + " of " + all + " scenarios have been run on this revision.",
                "Run them all with drover test.");
    }
}
