package io.drover.server.activation;

import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How it is told in the audit that the gate refused a pack. */
final class Refusal {

    private Refusal() {}

    /** The step that refused, of {@code steps}; empty where none did. */
    static Optional<String> step(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.outcome() == StepOutcome.REFUSED)
                .map(Step::step)
                .findFirst();
    }

    /** A sentence on a refusal at {@code step}, where {@code problems} are what was found by all steps until then. */
    static String sentence(String step, List<PackProblem> problems) {
        List<String> counts = new ArrayList<>();
        count(problems, Severity.ERROR, "error").ifPresent(counts::add);
        count(problems, Severity.WARNING, "warning").ifPresent(counts::add);
        String found = counts.isEmpty() ? "" : ", with " + String.join(" and ", counts);
        return "Refused at " + step + found + ".";
    }

    private static Optional<String> count(List<PackProblem> problems, Severity severity, String noun) {
        long count = problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
        return count == 0 ? Optional.empty() : Optional.of(count + " " + noun + (count == 1 ? "" : "s"));
    }
}
