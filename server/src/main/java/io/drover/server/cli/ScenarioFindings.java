package io.drover.server.cli;

import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the scenarios of packs as they are written, found without running them. */
final class ScenarioFindings {

    private ScenarioFindings() {}

    /** The reports of {@code loading}; those of sound packs with the problems of their scenarios among theirs. */
    static List<PackReport> addedTo(Loading loading) {
        return loading.reports().stream().map(report -> added(loading, report)).toList();
    }

    private static PackReport added(Loading loading, PackReport report) {
        return loading.ruleSet()
                .pack(report.name())
                .filter(pack -> report.isSound())
                .map(pack -> {
                    List<PackProblem> problems = new ArrayList<>(report.problems());
                    problems.addAll(ScenarioReader.read(loading.ruleSet(), pack).problems());
                    return new PackReport(
                            report.name(), report.directory(), report.revision(), problems, report.steps());
                })
                .orElse(report);
    }
}
