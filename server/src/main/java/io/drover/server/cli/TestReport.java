package io.drover.server.cli;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.scenario.ConditionCoverage;
import io.drover.engine.scenario.RuleCoverage;
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
            @Nullable Coverage coverage,
            List<Scenario> scenarios,
            List<PackProblem> problems) {}

    /**
     * What the scenarios of a pack prove of its rules.
     *
     * @param percent of firing and staying silent, what share is shown of all rules; null where that was not found out
     */
    record Coverage(@Nullable Integer percent, int fired, int silent, List<Rule> rules) {

        static Coverage of(TestedPack pack) {
            return new Coverage(
                    pack.percent(),
                    pack.fired(),
                    pack.silent(),
                    pack.coverage().stream().map(Rule::of).toList());
        }
    }

    /**
     * One rule.
     *
     * @param firedIn scenarios by name
     * @param covered whether it fired, and stayed silent in a near miss
     */
    record Rule(
            String name,
            String file,
            @Nullable Integer line,
            @Nullable String cell,
            boolean covered,
            List<String> firedIn,
            List<Condition> conditions) {

        static Rule of(RuleCoverage rule) {
            return new Rule(
                    rule.rule(),
                    rule.place().file(),
                    rule.place().line(),
                    rule.place().cell(),
                    rule.isProved(),
                    rule.firedIn(),
                    rule.conditions() == null
                            ? List.of()
                            : rule.conditions().stream().map(Condition::of).toList());
        }
    }

    /**
     * One condition of a rule.
     *
     * @param nearMissIn the scenarios, by name, in which it alone kept the rule from firing
     */
    record Condition(String text, @Nullable Integer line, List<String> nearMissIn) {

        static Condition of(ConditionCoverage condition) {
            return new Condition(condition.text(), condition.place().line(), condition.missedIn());
        }
    }

    /** One scenario. */
    record Scenario(String name, String file, int line, boolean passed, List<Failure> failures) {}

    /** One expectation that did not hold. */
    record Failure(int step, @Nullable Integer line, String path, String expected, String actual) {

        static Failure of(ScenarioFailure failure) {
            return new Failure(
                    failure.step(), failure.place().line(), failure.path(), failure.expected(), failure.actual());
        }
    }

    static TestReport of(List<TestedPack> packs, boolean measuresCoverage) {
        return new TestReport(
                packs.stream().mapToInt(pack -> pack.results().size()).sum(),
                packs.stream().mapToLong(TestedPack::failed).sum(),
                packs.stream().map(pack -> pack(pack, measuresCoverage)).toList());
    }

    private static Pack pack(TestedPack pack, boolean measuresCoverage) {
        return new Pack(
                pack.report().name(),
                pack.report().directory().toString(),
                pack.report().revision(),
                pack.rules(),
                pack.proved(),
                measuresCoverage ? Coverage.of(pack) : null,
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
