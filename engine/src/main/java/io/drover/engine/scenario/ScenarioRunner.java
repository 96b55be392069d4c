package io.drover.engine.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs scenarios: decides step by step, each with the answer of the step before as its previous answer. */
public final class ScenarioRunner {

    private final DecisionEngine engine;
    private final VariedPacks varied;

    /** A runner that has {@code engine} decide. */
    public ScenarioRunner(DecisionEngine engine) {
        this(engine, Compiler.EXECUTABLE_MODEL);
    }

    /** A runner that has {@code engine} decide, of packs by {@code compiler}, which makes the packs that scenarios try too. */
    public ScenarioRunner(DecisionEngine engine, Compiler compiler) {
        this.engine = engine;
        this.varied = new VariedPacks(compiler);
    }

    /**
     * Runs the scenarios of a pack of {@code ruleSet}.
     *
     * @param progress is told each result as it comes
     */
    public ScenarioReport run(
            RuleSet ruleSet, CompiledPack pack, List<Scenario> scenarios, Consumer<ScenarioResult> progress) {
        return run(ruleSet, pack, scenarios, progress, null);
    }

    /** Runs the scenarios of a pack and looks for near misses of its rules; otherwise as the other. */
    public ScenarioReport run(
            RuleSet ruleSet, RelaxedPack relaxed, List<Scenario> scenarios, Consumer<ScenarioResult> progress) {
        return run(ruleSet, relaxed.pack(), scenarios, progress, new NearMisses(engine, varied, relaxed));
    }

    private ScenarioReport run(
            RuleSet ruleSet,
            CompiledPack pack,
            List<Scenario> scenarios,
            Consumer<ScenarioResult> progress,
            @Nullable NearMisses misses) {
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            ScenarioResult result = run(ruleSet, scenario, misses);
            progress.accept(result);
            results.add(result);
        }
        return ScenarioReport.of(pack, results, misses);
    }

    /** Runs one scenario. A step that cannot be decided is a failure, and the last one to be run. */
    public ScenarioResult run(RuleSet ruleSet, Scenario scenario) {
        return run(ruleSet, scenario, null);
    }

    private ScenarioResult run(RuleSet all, Scenario scenario, @Nullable NearMisses misses) {
        RuleSet ruleSet = varied.of(all, scenario);
        List<ScenarioFailure> failures = new ArrayList<>();
        NavigableSet<String> fired = new TreeSet<>();
        NavigableSet<String> silent = new TreeSet<>();
        List<Decision> decisions = new ArrayList<>();
        for (ScenarioStep step : scenario.steps()) {
            int number = decisions.size() + 1;
            try {
                DecisionRequest request = StepReader.bind(request(step, decisions));
                DecisionTrace trace = engine.trace(ruleSet, request, step.candidates());
                if (misses != null) {
                    misses.look(scenario, ruleSet, step, request, trace);
                }
                decisions.add(trace.decision());
                SortedSet<String> own = trace.firedRules(scenario.pack());
                fired.addAll(own);
                step.silent().stream().filter(rule -> !own.contains(rule)).forEach(silent::add);
                step.expectations()
                        .forEach(expectation -> expectation.check(number, trace).ifPresent(failures::add));
            } catch (DecisionException e) {
                failures.add(new ScenarioFailure(number, step.place(), "decision", "to be made", reason(e)));
                break;
            }
        }
        return new ScenarioResult(
                scenario.pack(),
                scenario.name(),
                scenario.place().file(),
                Objects.requireNonNullElse(scenario.place().line(), 1),
                failures,
                fired,
                silent,
                decisions);
    }

    private static ObjectNode request(ScenarioStep step, List<Decision> decisions) {
        ObjectNode request = step.request().deepCopy();
        if (!request.has("previous") && !decisions.isEmpty()) {
            request.set("previous", DecisionJson.mapper().valueToTree(decisions.get(decisions.size() - 1)));
        }
        return request;
    }

    private static String reason(DecisionException e) {
        StringBuilder reason = new StringBuilder(e.code()).append(": ").append(e.getMessage());
        if (e instanceof InvalidRequestException invalid) {
            invalid.violations().forEach(violation -> reason.append(' ').append(violation.detail()));
        }
        return reason.toString();
    }
}
