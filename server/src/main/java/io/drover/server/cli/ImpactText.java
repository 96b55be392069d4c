package io.drover.server.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.drover.engine.impact.Impact;
import io.drover.engine.impact.Impact.Failed;
import io.drover.engine.impact.Impact.Moved;
import io.drover.engine.impact.Impact.Step;
import io.drover.engine.pack.PackProblem;
import io.drover.server.impact.ImpactResult;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints who would move. */
final class ImpactText {

    private final PrintStream out;

    ImpactText(PrintStream out) {
        this.out = out;
    }

    /** For machines. */
    record Report(@JsonUnwrapped ImpactResult result, List<PackProblem> overBudget) {}

    static Report json(ImpactResult result, List<PackProblem> exceeded) {
        return new Report(result, exceeded);
    }

    void print(ImpactResult result, List<PackProblem> exceeded) {
        Impact impact = result.impact();
        out.println(number(impact.subjects()) + " subjects, the latest of " + number(result.requests())
                + " requests for each");
        if (result.hashOnly() + result.forgotten() > 0) {
            out.println("besides " + number(result.hashOnly()) + " decisions that were logged without their facts, and "
                    + number(result.forgotten()) + " whose subject was forgotten");
        }
        impact.failed().forEach(this::print);
        List<Moved> moved =
                impact.aspects().stream().filter(aspect -> aspect.moved() > 0).toList();
        int width = moved.stream()
                .flatMap(aspect -> aspect.moves().stream())
                .mapToInt(step -> way(step).length())
                .max()
                .orElse(0);
        moved.forEach(aspect -> print(aspect, width));
        out.println();
        out.println(moved.isEmpty() ? "Nobody moves." : "Nobody moves in anything else.");
        exceeded.forEach(problem -> {
            out.println();
            out.println(problem.message());
            out.println("    → " + problem.remedy());
        });
    }

    private void print(Failed failed) {
        out.println("about " + number(failed.subjects()) + " " + why(failed.before(), failed.after()) + ": "
                + named(failed.examples()));
    }

    private static String why(@Nullable String before, @Nullable String after) {
        if (before == null) {
            return "only the old rules decide, the new ones do not: " + after;
        }
        if (after == null) {
            return "only the new rules decide, the old ones do not: " + before;
        }
        return "neither rules decide: " + before + (before.equals(after) ? "" : " and " + after);
    }

    private void print(Moved moved, int width) {
        out.println();
        out.println(
                moved.of().word() + " " + moved.name() + " (" + moved.pack() + "): " + number(moved.moved()) + " of "
                        + number(moved.subjects()) + " subjects move, "
                        + Impact.percent(moved.moved(), moved.subjects()).toPlainString() + " %");
        moved.moves().forEach(step -> print(step, width));
    }

    private void print(Step step, int width) {
        String way = way(step);
        out.println("    " + way + " ".repeat(width - way.length())
                + String.format(Locale.ROOT, " %,9d   ", step.subjects()) + named(step.examples()));
    }

    private static String way(Step step) {
        return step.from() + " → " + step.to();
    }

    private static String named(List<String> examples) {
        return String.join(", ", examples);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
