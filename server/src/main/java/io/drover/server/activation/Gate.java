package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.lint.Lint;
import io.drover.engine.lint.LintOptions;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.RuleCoverage;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioRunner;
import io.drover.server.config.GateConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pack has to pass before it serves: read, allow-list, compile and scan, which are up to the engine and which nobody gets
 * past; then lint, scenarios and the impact budget, which an operator may force a pack past, and which what served before has
 * passed for good.
 *
 * <p>Thread-safe: it remembers nothing.
 */
public final class Gate {

    /**
     * What the scenarios of a pack showed.
     *
     * @param problems that block; those that do not are in {@code run}
     * @param run may have scenarios left, where they do not block
     */
    record Trial(List<Step> steps, List<PackProblem> problems, Rehearsal.Run run) {

        Trial {
            steps = List.copyOf(steps);
        }

        boolean isRefused() {
            return steps.stream().anyMatch(step -> step.outcome() == StepOutcome.REFUSED);
        }

        /** {@code report} with these steps, which found {@code found}. */
        PackReport addTo(PackReport report, List<PackProblem> found) {
            PackReport told = report.with(steps.get(0), found);
            for (Step step : steps.subList(1, steps.size())) {
                told = told.with(step, List.of());
            }
            return told;
        }
    }

    /** How the scenarios of a pack are taken. */
    enum Strictness {
        /** What fails keeps it from serving. */
        BLOCK,
        /** What fails is told: it serves all the same. */
        TELL
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** How long the scenarios of a pack may take where they block. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Set<String> FORCEABLE = Set.of("lint", "scenarios", "impact");

    private final GateConfig config;
    private final DecisionEngine engine;
    private final Rehearsal rehearsal;
    private final @Nullable ImpactMeasure impact;

    /** A gate in which {@code engine} decides the scenarios. */
    public Gate(GateConfig config, DecisionEngine engine) {
        this(config, engine, new Rehearsal(engine), null);
    }

    /** A gate in which {@code engine} decides the scenarios, and that holds packs against their budget by {@code impact}. */
    public Gate(GateConfig config, DecisionEngine engine, ImpactMeasure impact) {
        this(config, engine, new Rehearsal(engine), impact);
    }

    Gate(GateConfig config, DecisionEngine engine, Rehearsal rehearsal) {
        this(config, engine, rehearsal, null);
    }

    private Gate(GateConfig config, DecisionEngine engine, Rehearsal rehearsal, @Nullable ImpactMeasure impact) {
        this.config = config;
        this.engine = engine;
        this.rehearsal = rehearsal;
        this.impact = impact;
    }

    /**
     * The packs of {@code loading}, judged: one more step for those that are sound until then. What is for information only, and
     * what depends on the day, is left to drover check.
     */
    Loading lint(Loading loading) {
        long begin = System.nanoTime();
        List<PackReport> judged;
        try {
            judged = Lint.judge(loading, LintOptions.FILES);
        } catch (RuntimeException | StackOverflowError e) {
            // No warning is worth a pack that does not serve.
            LOG.atError().setCause(e).log("packs cannot be judged");
            judged = loading.reports();
        }
        long millis = millisSince(begin); // of all of them: they are judged side by side
        List<PackReport> reports =
                judged.stream().map(report -> linted(report, millis)).toList();
        return new Loading(reports, loading.ruleSet(), loading.passedOver());
    }

    private PackReport linted(PackReport report, long millis) {
        Severity least = config.blocking();
        List<PackProblem> problems = report.problems().stream()
                .filter(problem -> least == Severity.INFORMATION || problem.severity() != Severity.INFORMATION)
                .toList();
        PackReport told =
                new PackReport(report.name(), report.directory(), report.revision(), problems, report.steps());
        if (!report.isSound()) {
            return told;
        }
        boolean blocks =
                problems.stream().anyMatch(problem -> problem.severity().compareTo(least) <= 0);
        return told.with(new Step("lint", millis, blocks ? StepOutcome.REFUSED : StepOutcome.PASSED), List.of());
    }

    /** How the scenarios of a pack are taken that did not serve before. */
    Strictness strictness() {
        return config.scenariosBlock() ? Strictness.BLOCK : Strictness.TELL;
    }

    /** Runs the scenarios of {@code pack}, one of {@code ruleSet}, and measures what they show of its rules. */
    Trial rehearse(RuleSet ruleSet, CompiledPack pack, Strictness strictness) {
        long begin = System.nanoTime();
        boolean blocks = strictness == Strictness.BLOCK && config.scenariosBlock();
        Rehearsal.Run run =
                blocks ? rehearsal.begin(ruleSet, pack, Severity.ERROR, LONGEST) : rehearsal.begin(ruleSet, pack);
        List<PackProblem> blocking = new ArrayList<>();
        if (blocks) {
            blocking.addAll(run.problems());
        }
        if (blocking.isEmpty()) {
            PackProblem tooLittle = coverage(ruleSet, pack);
            if (tooLittle != null && strictness == Strictness.BLOCK) {
                blocking.add(tooLittle);
            }
        }
        StepOutcome outcome = blocking.isEmpty() ? passed(run, strictness) : StepOutcome.REFUSED;
        List<Step> steps = new ArrayList<>(List.of(new Step("scenarios", millisSince(begin), outcome)));
        if (impact != null && strictness == Strictness.BLOCK) {
            impact.verdict(ruleSet, pack).ifPresent(verdict -> {
                steps.add(verdict.step());
                blocking.addAll(verdict.blocking());
                verdict.told().forEach(run::tell);
            });
        }
        return new Trial(steps, List.copyOf(blocking), run);
    }

    /** Whether the pack passed by itself, or only since it is not asked. */
    private StepOutcome passed(Rehearsal.Run run, Strictness strictness) {
        boolean wouldBlock = strictness == Strictness.TELL && config.scenariosBlock();
        return wouldBlock && run.hasFailed() ? StepOutcome.FORCED : StepOutcome.PASSED;
    }

    private @Nullable PackProblem coverage(RuleSet ruleSet, CompiledPack pack) {
        if (config.leastCoverage() == 0) {
            return null;
        }
        List<RuleCoverage> coverage;
        try {
            coverage = measured(ruleSet, pack);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.atWarn().setCause(e).addKeyValue("pack", pack.name()).log("the coverage cannot be measured");
            return PackProblem.error(
                    Place.whole("pack.yaml"),
                    null,
                    "coverage-not-measured",
                    "What the scenarios show of its rules cannot be measured, and the server asks for "
                            + config.leastCoverage() + " %.",
                    "Run drover test --coverage on the pack, which takes the time it needs.");
        }
        int percent = RuleCoverage.percent(coverage);
        if (percent >= config.leastCoverage()) {
            return null;
        }
        long unproved = coverage.stream().filter(rule -> !rule.isProved()).count();
        return PackProblem.error(
                Place.whole("pack.yaml"),
                null,
                "coverage-too-low",
                "The scenarios show " + percent + " % of its rules, and the server asks for " + config.leastCoverage()
                        + " %; " + unproved + " of " + coverage.size() + " rules are not shown both firing and silent.",
                "Run drover test --coverage on the pack, which names them; --stubs - writes scenarios for them.");
    }

    /** @throws IllegalStateException if it takes too long */
    private List<RuleCoverage> measured(RuleSet ruleSet, CompiledPack pack) {
        long begin = System.nanoTime();
        return new ScenarioRunner(engine)
                .run(
                        ruleSet,
                        RelaxedPack.of(pack),
                        ScenarioReader.read(ruleSet, pack).scenarios(),
                        result -> {
                            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                                throw new IllegalStateException("its scenarios take longer than " + LONGEST);
                            }
                        })
                .coverage();
    }

    /** Whether an operator may force a pack past {@code step}. */
    static boolean mayBeForced(Step step) {
        return FORCEABLE.contains(step.step());
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
