package io.drover.server.activation;

import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.activation.PackStatus.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Says what became of each pack that was loaded in an attempt, and why it does not serve where it does not. */
final class Verdicts {

    private final Attempted attempted;

    Verdicts(Attempted attempted) {
        this.attempted = attempted;
    }

    /** What became of the pack of {@code report}. */
    Outcome outcome(PackReport report) {
        Active serving = attempted.active().get(report.name());
        if (!report.isSound()) {
            return Outcome.REFUSED;
        }
        if (serving != null && serving.revision().equals(report.revision())) {
            return Outcome.ACTIVATED;
        }
        return report.isRefused() || !whyRefused(report).isEmpty() ? Outcome.REFUSED : Outcome.WAITING;
    }

    /** What the scenarios of a pack showed that keeps it from serving, in this attempt or in the one before that was about it. */
    List<PackProblem> whyRefused(PackReport report) {
        PackStatus old = attempted.before().get(report.name());
        if ((attempted.plan().about().contains(report.name())
                        && !attempted.plan().byOperator())
                || old == null) {
            return attempted.steps().whyRefused(report.name());
        }
        boolean isSame = Objects.equals(old.lastAttempt().revision(), report.revision());
        return isSame && old.lastAttempt().outcome() == Outcome.REFUSED
                ? old.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .toList()
                : List.of();
    }

    /** Why the pack {@code name}, which is sound or gone, is not as its source has it: half a sentence. */
    String reason(String name) {
        Set<String> together = attempted.plan().ties().stream()
                .filter(tie -> tie.contains(name))
                .findFirst()
                .orElse(Set.of());
        List<String> broken = attempted.loading().reports().stream()
                .filter(report -> isRefused(report) && together.contains(report.name()))
                .map(PackReport::name)
                .distinct()
                .toList();
        if (!broken.isEmpty()) {
            return "it changed together with " + String.join(", ", broken) + ", which cannot serve";
        }
        return Objects.requireNonNullElse(attempted.plan().obstacle(), "something that serves stands against it");
    }

    /** A sentence on why the packs that were loaded are not what serves; empty where they are. */
    String whyNot() {
        List<String> broken = attempted.loading().reports().stream()
                .filter(this::isRefused)
                .map(PackReport::name)
                .filter(name -> !attempted.sources().pins().containsKey(name))
                .toList();
        if (broken.isEmpty()) {
            return attempted.plan().ties().isEmpty()
                    ? ""
                    : "A change of the rule packs is not taken up; GET /v1/packs says why.";
        }
        return broken.size() == 1
                ? "The rule pack " + broken.get(0) + " is refused; GET /v1/packs/" + broken.get(0) + " says why."
                : "The rule packs " + String.join(", ", broken) + " are refused; GET /v1/packs says why.";
    }

    private boolean isRefused(PackReport report) {
        return outcome(report) == Outcome.REFUSED;
    }
}
