package io.drover.server.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} found, for machines.
 *
 * @param population absent without one
 */
record CheckReport(
        long errors,
        long warnings,
        long information,
        List<Pack> packs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PopulationReading population) {

    /**
     * One pack.
     *
     * @param revision null where the pack could not be read at all
     */
    record Pack(String name, String directory, @Nullable String revision, boolean sound, List<PackProblem> problems) {}

    static CheckReport of(List<PackReport> reports, @Nullable PopulationReading population) {
        return new CheckReport(
                ProblemPrinter.count(reports, Severity.ERROR),
                ProblemPrinter.count(reports, Severity.WARNING),
                ProblemPrinter.count(reports, Severity.INFORMATION),
                reports.stream()
                        .map(report -> new Pack(
                                report.name(),
                                report.directory().toString(),
                                report.revision(),
                                report.isSound(),
                                report.problems()))
                        .toList(),
                population);
    }
}
