package io.drover.server.cli;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.RuleCoverage;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioReading;
import io.drover.engine.scenario.ScenarioReport;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.engine.scenario.ScenarioRunner;
import io.drover.engine.stub.Stub;
import io.drover.engine.stub.StubWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the scenarios of packs, and gathers what is to be said of each pack. */
final class TestRun {

    /**
     * One pack tested.
     *
     * @param report of reading and compiling, with what the scenarios showed among its problems
     * @param results in the order of the scenarios; none where the pack is not sound
     * @param coverage of its rules, in the order of files and lines
     * @param stubs for the rules that are not covered, if asked for
     * @param extent how far the test went
     */
    record TestedPack(
            PackReport report,
            List<ScenarioResult> results,
            List<RuleCoverage> coverage,
            List<Stub> stubs,
            Extent extent) {

        int rules() {
            return coverage.size();
        }

        /** How many rules the scenarios show both firing and silent. */
        int proved() {
            return (int) coverage.stream().filter(RuleCoverage::isProved).count();
        }

        int fired() {
            return (int) coverage.stream().filter(RuleCoverage::hasFired).count();
        }

        int silent() {
            return (int) coverage.stream().filter(RuleCoverage::hasStayedSilent).count();
        }

        /**
         * Of firing and staying silent, what share is shown of all rules, in percent; 100 only where all is. Null where that
         * was not found out.
         */
        @Nullable
        Integer percent() {
            if (extent != Extent.WHOLE) {
                return null;
            }
            return RuleCoverage.percent(coverage);
        }

        long failed() {
            return results.stream().filter(result -> !result.passed()).count();
        }
    }

    /** How far a test went. */
    enum Extent {
        /** The pack has errors. */
        NOT_TESTED,
        /** The scenarios were run; near misses were wanted, and could not be looked for. */
        NOT_MEASURED,
        /** All that was wanted. */
        WHOLE
    }

    private final DecisionEngine engine;
    private final ScenarioRunner runner;
    private final Wanted wanted;
    private final Function<CompiledPack, RelaxedPack> relaxer;
    private final Consumer<String> progress;

    /** How much is to be found out; each includes those before. */
    enum Wanted {
        SCENARIOS,
        /** Near misses too. */
        COVERAGE,
        /** Scenarios for what is not covered too. */
        STUBS
    }

    /** A run in which {@code engine} decides; {@code progress} is told what is being done. */
    TestRun(DecisionEngine engine, Wanted wanted, Consumer<String> progress) {
        this(engine, wanted, RelaxedPack::of, progress);
    }

    /** A run in which {@code relaxer} makes the relaxed rules of packs; otherwise as the other. */
    TestRun(
            DecisionEngine engine,
            Wanted wanted,
            Function<CompiledPack, RelaxedPack> relaxer,
            Consumer<String> progress) {
        this.relaxer = relaxer;
        this.engine = engine;
        this.runner = new ScenarioRunner(engine);
        this.wanted = wanted;
        this.progress = progress;
    }

    /**
     * Tests the packs of {@code loading}.
     *
     * @param second the same packs by the classic compiler, which must decide the same; null: there is none
     */
    List<TestedPack> test(Loading loading, @Nullable Loading second) {
        return loading.reports().stream()
                .map(report -> loading.ruleSet()
                        .pack(report.name())
                        .filter(pack -> report.isSound())
                        .map(pack -> test(report, loading.ruleSet(), pack, second))
                        .orElseGet(() -> new TestedPack(report, List.of(), List.of(), List.of(), Extent.NOT_TESTED)))
                .toList();
    }

    private TestedPack test(PackReport report, RuleSet ruleSet, CompiledPack pack, @Nullable Loading second) {
        progress.accept("running the scenarios of " + pack.name());
        ScenarioReading reading = ScenarioReader.read(ruleSet, pack);
        List<PackProblem> problems = new ArrayList<>(report.problems());
        RelaxedPack relaxed =
                wanted == Wanted.SCENARIOS ? null : relaxed(pack, problems::add).orElse(null);
        ScenarioReport run = relaxed == null
                ? runner.run(ruleSet, pack, reading.scenarios(), result -> {})
                : runner.run(ruleSet, relaxed, reading.scenarios(), result -> {});
        problems.addAll(reading.problems());
        run.coverage().forEach(rule -> problems.addAll(CoverageFindings.of(rule)));
        if (second != null) {
            problems.addAll(differences(run, pack.name(), second));
        }
        PackReport tested =
                new PackReport(report.name(), report.directory(), report.revision(), problems, report.steps());
        List<Stub> stubs = relaxed == null || wanted != Wanted.STUBS
                ? List.of()
                : new StubWriter(engine, ruleSet, relaxed).write(run.coverage());
        Extent extent = relaxed == null && wanted != Wanted.SCENARIOS ? Extent.NOT_MEASURED : Extent.WHOLE;
        return new TestedPack(tested, run.results(), run.coverage(), stubs, extent);
    }

    /** The relaxed rules of {@code pack}. That there are none is a finding about it, and no reason to test nothing else. */
    private Optional<RelaxedPack> relaxed(CompiledPack pack, Consumer<PackProblem> sink) {
        try {
            return Optional.of(relaxer.apply(pack));
        } catch (RuntimeException e) { // whatever the compiler makes of rules that nobody wrote
            sink.accept(
                    PackProblem.of(
                            Severity.ERROR,
                            Place.whole("pack.yaml"),
                            null,
                            "coverage-not-measured",
                            "The near misses of its rules could not be looked for: " + e.getMessage() + ".",
                            "Report it with the rules of the pack: it is a defect of the program. Test without coverage until then."));
            return Optional.empty();
        }
    }

    /** The scenarios that are decided differently under the second compiler. */
    private List<PackProblem> differences(ScenarioReport first, String pack, Loading second) {
        Optional<CompiledPack> other = second.ruleSet().pack(pack);
        if (other.isEmpty()) {
            return second.reports().stream()
                    .filter(report -> report.name().equals(pack))
                    .flatMap(report -> report.problems().stream())
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .toList();
        }
        progress.accept("running the scenarios of " + pack + " under the second compiler");
        List<ScenarioResult> others = new ScenarioRunner(engine, Compiler.CLASSIC)
                .run(
                        second.ruleSet(),
                        other.get(),
                        ScenarioReader.read(second.ruleSet(), other.get()).scenarios(),
                        result -> {})
                .results();
        List<PackProblem> problems = new ArrayList<>();
        for (int i = 0; i < first.results().size(); i++) {
            ScenarioResult result = first.results().get(i);
            if (!result.decisions().equals(others.get(i).decisions())) {
                problems.add(new PackProblem(
                        result.file(),
                        result.line(),
                        null,
                        null,
                        null,
                        "compilers-differ",
                        Severity.ERROR,
                        "The scenario \"" + result.name() + "\" is decided differently under the two compilers.",
                        "Report it: one of the two compilers misreads a rule of the pack."));
            }
        }
        return problems;
    }
}
