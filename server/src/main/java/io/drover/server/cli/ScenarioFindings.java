package io.drover.server.cli;

import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the scenarios of packs as they are written, found without running them. */
final class ScenarioFindings {

    private ScenarioFindings() {}

    /** The reports on packs of {@code ruleSet}; those of sound packs with the problems of their scenarios among theirs. */
    static List<PackReport> addedTo(List<PackReport> reports, RuleSet ruleSet) {
        return reports.stream().map(report -> added(report, ruleSet)).toList();
    }

    private static PackReport added(PackReport report, RuleSet ruleSet) {
        return ruleSet.pack(report.name())
                .filter(pack -> report.isSound())
                .map(pack -> {
                    List<PackProblem> problems = new ArrayList<>(report.problems());
                    problems.addAll(ScenarioReader.read(ruleSet, pack).problems());
                    return new PackReport(
                            report.name(), report.directory(), report.revision(), problems, report.steps());
                })
                .orElse(report);
    }
}
