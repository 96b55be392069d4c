package io.drover.engine.scenario;

import io.drover.engine.drl.ParsedRule;
import java.util.List;
import java.util.function.Predicate;

/**
 * The results of all scenarios of a pack, and what they prove of its rules.
 *
 * @param results in the order of the scenarios
 * @param coverage of every rule, in the order of files and lines
 */
public record ScenarioReport(String pack, List<ScenarioResult> results, List<RuleCoverage> coverage) {

    public ScenarioReport {
        results = List.copyOf(results);
        coverage = List.copyOf(coverage);
    }

    /** The report on {@code results}, the scenarios of the pack with these rules. */
    static ScenarioReport of(String pack, List<ParsedRule> rules, List<ScenarioResult> results) {
        List<RuleCoverage> coverage = rules.stream()
                .map(rule -> new RuleCoverage(
                        rule.name(),
                        rule.place(),
                        namesOf(results, result -> result.fired().contains(rule.name())),
                        namesOf(results, result -> result.silent().contains(rule.name()))))
                .toList();
        return new ScenarioReport(pack, results, coverage);
    }

    private static List<String> namesOf(List<ScenarioResult> results, Predicate<ScenarioResult> which) {
        return results.stream().filter(which).map(ScenarioResult::name).toList();
    }

    /** Whether every scenario passed. */
    public boolean passed() {
        return results.stream().allMatch(ScenarioResult::passed);
    }

    /** The rules that never fired, or of which no scenario proves that they stay silent. */
    public List<RuleCoverage> unproved() {
        return coverage.stream().filter(rule -> !rule.isProved()).toList();
    }
}
