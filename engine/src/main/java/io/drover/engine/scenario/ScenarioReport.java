package io.drover.engine.scenario;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.pack.RuleFile;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** The report on {@code results}, the scenarios of {@code pack}; {@code misses} is null where none were looked for. */
    static ScenarioReport of(CompiledPack pack, List<ScenarioResult> results, @Nullable NearMisses misses) {
        Set<String> tables = pack.source().ruleFiles().stream()
                .filter(RuleFile::isDecisionTable)
                .map(RuleFile::path)
                .collect(Collectors.toSet());
        List<RuleCoverage> coverage = pack.parsed().rules().stream()
                .map(rule -> new RuleCoverage(
                        rule.name(),
                        rule.place(),
                        tables.contains(rule.file()),
                        namesOf(results, result -> result.fired().contains(rule.name())),
                        namesOf(results, result -> result.silent().contains(rule.name())),
                        misses == null ? null : misses.of(rule.name())))
                .toList();
        return new ScenarioReport(pack.name(), results, coverage);
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
