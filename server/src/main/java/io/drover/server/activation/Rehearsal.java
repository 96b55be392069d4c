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
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scenarios of a pack before it serves: whoever edits it learns which of them fail, and the first caller does not
 * wait for classes to be loaded and compiled. What it finds keeps the pack from serving, or is a warning, as the {@link Gate} has
 * it.
 */
public final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** How long the scenarios of a pack may hold it up that are not to block it. */
    private static final Duration BEFORE_SERVING = Duration.ofMillis(500);

    private final ScenarioRunner runner;
    private final Duration beforeServing;

    /** A rehearsal in which {@code engine} decides. */
    public Rehearsal(DecisionEngine engine) {
        this(engine, BEFORE_SERVING);
    }

    /** A rehearsal that holds up each pack for {@code beforeServing} at most. */
    Rehearsal(DecisionEngine engine, Duration beforeServing) {
        this.runner = new ScenarioRunner(engine);
        this.beforeServing = beforeServing;
    }

    /** The scenarios of {@code pack}, one of {@code ruleSet}, run as far as there is time before the pack serves. */
    Run begin(RuleSet ruleSet, CompiledPack pack) {
        return begin(ruleSet, pack, Severity.WARNING, beforeServing);
    }

    /** The scenarios of {@code pack}, run as far as {@code longest} lets them; what fails is of {@code severity}. */
    Run begin(RuleSet ruleSet, CompiledPack pack, Severity severity, Duration longest) {
        return new Run(runner, ruleSet, pack, severity).goOn(longest, () -> false);
    }

    /** The scenarios of one pack, some of which may have been run. Used by one thread at a time. */
    static final class Run {

        private final ScenarioRunner runner;
        private final RuleSet ruleSet;
        private final String pack;
        private final Severity severity;
        private final List<Scenario> scenarios;
        private final List<PackProblem> problems = new ArrayList<>();
        private final List<PackProblem> told = new ArrayList<>();
        private int done;

        private Run(ScenarioRunner runner, RuleSet ruleSet, CompiledPack pack, Severity severity) {
            this.severity = severity;
            this.runner = runner;
            this.ruleSet = ruleSet;
            this.pack = pack.name();
            this.scenarios = read(pack);
        }

        private List<Scenario> read(CompiledPack from) {
            try {
                ScenarioReading reading = ScenarioReader.read(ruleSet, from);
                reading.problems().forEach(problem -> problems.add(as(severity, problem)));
                return reading.scenarios();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.atError().setCause(e).addKeyValue("pack", pack).log("scenarios cannot be read");
                problems.add(broken(severity, "The scenarios cannot be read", Place.whole("scenarios")));
                return List.of();
            }
        }

        /** Runs what has not been run yet, but begins nothing more after {@code longest} or when there is {@code enough}. */
        Run goOn(Duration longest, BooleanSupplier enough) {
            long begin = System.nanoTime();
            while (!isDone() && System.nanoTime() - begin < longest.toNanos() && !enough.getAsBoolean()) {
                run(scenarios.get(done));
                done++;
            }
            return this;
        }

        private void run(Scenario scenario) {
            try {
                ScenarioResult result = runner.run(ruleSet, scenario);
                result.failures().forEach(failure -> problems.add(failed(severity, result.name(), failure)));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("pack", pack)
                        .addKeyValue("scenario", scenario.name())
                        .log("a scenario cannot be run");
                problems.add(broken(
                        severity,
                        "The scenario \"" + scenario.name() + "\" cannot be run to its end",
                        scenario.place()));
            }
        }

        /** Has {@code problem} told with what the scenarios show, although it is none of theirs. */
        void tell(PackProblem problem) {
            told.add(problem);
        }

        boolean isDone() {
            return done == scenarios.size();
        }

        /** Whether something was found to be wrong. */
        boolean hasFailed() {
            return !problems.isEmpty();
        }

        /** What is wrong, as far as is known. */
        List<PackProblem> problems() {
            List<PackProblem> known = new ArrayList<>(problems);
            known.addAll(told);
            if (!isDone()) {
                known.add(unfinished(
                        severity, done, scenarios.size(), scenarios.get(done).place()));
            }
            return List.copyOf(known);
        }
    }

    private static PackProblem as(Severity severity, PackProblem problem) {
        return PackProblem.of(
                severity, problem.place(), problem.rule(), problem.code(), problem.message(), problem.remedy());
    }

    private static PackProblem failed(Severity severity, String scenario, ScenarioFailure failure) {
        return PackProblem.of(
                severity,
                failure.place(),
                null,
                "scenario-failed",
                "The scenario \"" + scenario + "\" fails in step " + failure.step() + ": " + failure.sentence() + ".",
                "Mend the rules, or what the scenario expects of them; drover test runs all scenarios.");
    }

    private static PackProblem broken(Severity severity, String what, Place place) {
        return PackProblem.of(
                severity,
                place,
                null,
                "scenario-failed",
                what + ": the program itself fails.",
                "Show this to an operator; the log of the server says what happened.");
    }

    private static PackProblem unfinished(Severity severity, int run, int all, Place next) {
        return PackProblem.of(
                severity == Severity.ERROR ? Severity.ERROR : Severity.INFORMATION,
                next,
                null,
                "scenarios-not-run",
                "Only the first " + run + " of " + all + " scenarios have been run on this revision.",
                "Run them all with drover test.");
    }
}
