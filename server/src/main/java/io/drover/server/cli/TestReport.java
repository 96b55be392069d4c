package io.drover.server.cli;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.scenario.ScenarioFailure;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.server.cli.TestRun.TestedPack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code test} found, for machines. */
record TestReport(int scenarios, long failed, List<Pack> packs) {

    /** One pack. */
    record Pack(
            String name,
            String directory,
            @Nullable String revision,
            int rules,
            int provedRules,
            List<Scenario> scenarios,
            List<PackProblem> problems) {}

    /** One scenario. */
    record Scenario(String name, String file, int line, boolean passed, List<Failure> failures) {}

    /** One expectation that did not hold. */
    record Failure(int step, @Nullable Integer line, String path, String expected, String actual) {

        static Failure of(ScenarioFailure failure) {
            return new Failure(
                    failure.step(), failure.place().line(), failure.path(), failure.expected(), failure.actual());
        }
    }

    static TestReport of(List<TestedPack> packs) {
        return new TestReport(
                packs.stream().mapToInt(pack -> pack.results().size()).sum(),
                packs.stream().mapToLong(TestedPack::failed).sum(),
                packs.stream().map(TestReport::pack).toList());
    }

    private static Pack pack(TestedPack pack) {
        return new Pack(
                pack.report().name(),
                pack.report().directory().toString(),
                pack.report().revision(),
                pack.rules(),
                pack.proved(),
                pack.results().stream().map(TestReport::scenario).toList(),
                pack.report().problems());
    }

    private static Scenario scenario(ScenarioResult result) {
        return new Scenario(
                result.name(),
                result.file(),
                result.line(),
                result.passed(),
                result.failures().stream().map(Failure::of).toList());
    }
}
