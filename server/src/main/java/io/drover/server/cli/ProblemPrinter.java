package io.drover.server.cli;

import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Prints the problems of packs for those who wrote them. */
final class ProblemPrinter {

    private final PrintStream out;

    ProblemPrinter(PrintStream out) {
        this.out = out;
    }

    /** Prints every problem of {@code reports}, pack by pack, each pack's by place. */
    void printAll(List<PackReport> reports) {
        reports.stream()
                .sorted(Comparator.comparing(PackReport::directory))
                .forEach(report -> report.problems().forEach(problem -> print(report, problem)));
    }

    private void print(PackReport report, PackProblem problem) {
        Place place = new Place(
                report.directory().resolve(problem.file()).normalize().toString(),
                problem.line(),
                problem.column(),
                problem.cell());
        out.println(place + "  " + name(problem.severity()) + "  " + problem.code()
                + (problem.rule() == null ? "" : "  (rule " + problem.rule() + ")"));
        out.println("    " + problem.message());
        out.println("    → " + problem.remedy());
    }

    /** Such as {@code 2 errors, 1 warning in 2 packs}. */
    static String summary(List<PackReport> reports) {
        return counts(reports) + " in " + counted(reports.size(), "pack");
    }

    /** Such as {@code 2 errors, 1 warning}, or {@code no problems}. */
    static String counts(List<PackReport> reports) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = count(reports, severity);
            if (count > 0) {
                counts.add(severity == Severity.INFORMATION ? count + " information" : counted(count, name(severity)));
            }
        }
        return counts.isEmpty() ? "no problems" : String.join(", ", counts);
    }

    static long count(List<PackReport> reports, Severity severity) {
        return reports.stream()
                .flatMap(report -> report.problems().stream())
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
