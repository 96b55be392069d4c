package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.activation.PackStatus.Attempt;
import io.drover.server.activation.PackStatus.Outcome;
import io.drover.server.config.SourceKind;
import io.drover.server.config.SourcesConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of each pack how it stands after an attempt, given how it stood before. */
final class StatusBoard {

    /**
     * What is known of packs apart from what was loaded.
     *
     * @param config where each pack comes from
     * @param pins the packs that are held
     * @param records of revisions that were pushed
     */
    record Sources(SourcesConfig config, Map<String, Pin> pins, RevisionRecords records) {}

    private final Loading loading;
    private final ActivationPlan plan;
    private final Map<String, Active> active;
    private final Map<String, PackStatus> before;
    private final Instant now;
    private final Findings findings;
    private final LastSteps steps;
    private final Sources sources;

    /**
     * A board for what was loaded.
     *
     * @param active what serves now
     * @param before the statuses until now
     * @param findings what is known of the packs beside their reports
     * @param steps that were taken with the packs after they were loaded
     */
    StatusBoard(
            Loading loading,
            ActivationPlan plan,
            Map<String, Active> active,
            List<PackStatus> before,
            Instant now,
            Findings findings,
            LastSteps steps,
            Sources sources) {
        this.sources = sources;
        this.loading = loading;
        this.plan = plan;
        this.active = active;
        this.before =
                before.stream().collect(Collectors.toMap(PackStatus::name, status -> status, (first, second) -> first));
        this.now = now;
        this.findings = findings;
        this.steps = steps;
    }

    List<PackStatus> statuses() {
        List<PackStatus> statuses = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (PackReport report : loading.reports()) {
            found.add(report.name());
            statuses.add(status(report));
        }
        plan.next().forEach((name, pack) -> {
            if (!found.contains(name) && !isPushed(name)) {
                statuses.add(gone(pack));
            }
        });
        Set<String> pushed = new TreeSet<>(sources.records().packs());
        pushed.addAll(plan.next().keySet());
        pushed.removeIf(name -> !isPushed(name));
        pushed.forEach(name -> statuses.add(pushed(name)));
        statuses.sort(Comparator.comparing(PackStatus::name).thenComparing(PackStatus::source));
        return statuses;
    }

    private boolean isPushed(String name) {
        return sources.config().of(name) == SourceKind.API;
    }

    /** Of a pack that is pushed, and not read from anywhere. */
    private PackStatus pushed(String name) {
        Active serving = active.get(name);
        RevisionRecord latest = sources.records().latest(name).orElse(null);
        String revision = latest == null ? null : latest.revision();
        boolean serves = serving != null && (revision == null || revision.equals(serving.revision()));
        boolean accepted = latest != null && latest.outcome() == RevisionRecord.Outcome.ACCEPTED;
        Outcome outcome = serves ? Outcome.ACTIVATED : accepted ? Outcome.WAITING : Outcome.REFUSED;
        List<PackReport.Step> all = new ArrayList<>(latest == null ? List.of() : latest.steps());
        if (serves) {
            all.addAll(steps.activation(name));
            all.replaceAll(StatusBoard::passed);
        }
        List<PackProblem> problems = new ArrayList<>(latest == null || serves ? List.of() : latest.problems());
        if (serves) {
            problems.addAll(findings.of(name));
        }
        problems.sort(PackProblem.BY_PLACE);
        Pin pin = sources.pins().get(name);
        return new PackStatus(
                name,
                "api",
                SourceKind.API,
                serving,
                new Attempt(latest == null ? now : latest.at(), revision, outcome, List.copyOf(all)),
                lastSuccess(serving, before.get(name)),
                pin != null,
                pin,
                outcome == Outcome.WAITING,
                outcome == Outcome.WAITING ? revision : null,
                List.copyOf(problems));
    }

    private PackStatus status(PackReport report) {
        String name = report.name();
        Active serving = active.get(name);
        PackStatus old = before.get(name);
        Outcome outcome = outcome(report, serving);
        Attempt attempt = attempt(name, report, outcome);
        Pin pin = sources.pins().get(name);
        List<PackProblem> problems = new ArrayList<>(report.problems());
        if (outcome == Outcome.ACTIVATED) {
            problems.addAll(findings.of(name));
        } else if (outcome == Outcome.WAITING && pin == null) {
            problems.add(waits(name));
            problems.addAll(findings.of(name).stream()
                    .filter(problem -> problem.code().equals("not-kept"))
                    .toList());
        } else if (report.isSound()) {
            problems.addAll(whyRefused(report));
        }
        problems.sort(PackProblem.BY_PLACE);
        return new PackStatus(
                name,
                report.directory().toString(),
                sources.config().of(name),
                serving,
                attempt,
                lastSuccess(serving, old),
                pin != null,
                pin,
                outcome == Outcome.WAITING,
                outcome == Outcome.WAITING ? report.revision() : null,
                List.copyOf(problems));
    }

    private Outcome outcome(PackReport report, @Nullable Active serving) {
        if (!report.isSound()) {
            return Outcome.REFUSED;
        }
        if (serving != null && serving.revision().equals(report.revision())) {
            return Outcome.ACTIVATED;
        }
        return report.isRefused() || !whyRefused(report).isEmpty() ? Outcome.REFUSED : Outcome.WAITING;
    }

    /** What the scenarios of a pack showed that keeps it from serving, in this attempt or in the one before that was about it. */
    private List<PackProblem> whyRefused(PackReport report) {
        PackStatus old = before.get(report.name());
        if ((plan.about().contains(report.name()) && !plan.byOperator()) || old == null) {
            return steps.whyRefused(report.name());
        }
        boolean isSame = Objects.equals(old.lastAttempt().revision(), report.revision());
        return isSame && old.lastAttempt().outcome() == Outcome.REFUSED
                ? old.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .toList()
                : List.of();
    }

    /** A step as it is told of a pack that serves, for whatever reason. */
    private static PackReport.Step passed(PackReport.Step step) {
        return step.outcome() == PackReport.StepOutcome.REFUSED
                ? new PackReport.Step(step.step(), step.millis(), PackReport.StepOutcome.FORCED)
                : step;
    }

    private Attempt attempt(String name, PackReport report, Outcome outcome) {
        PackStatus old = before.get(name);
        if (old != null && !plan.about().contains(name)) {
            return old.lastAttempt();
        }
        Active serving = active.get(name);
        if (plan.byOperator() && serving != null) {
            return new Attempt(now, serving.revision(), Outcome.ACTIVATED, steps.taken(name));
        }
        List<PackReport.Step> all = new ArrayList<>(report.steps());
        all.addAll(steps.taken(name));
        if (outcome == Outcome.ACTIVATED) {
            all.replaceAll(StatusBoard::passed);
        }
        return new Attempt(now, report.revision(), outcome, List.copyOf(all));
    }

    private static @Nullable Instant lastSuccess(@Nullable Active serving, @Nullable PackStatus old) {
        if (serving != null) {
            return serving.activatedAt();
        }
        return old == null ? null : old.lastSuccessAt();
    }

    /** Of a pack that serves although its folder is gone. */
    private PackStatus gone(CompiledPack pack) {
        String name = pack.name();
        Active serving = active.get(name);
        PackStatus old = before.get(name);
        boolean known = old != null && !plan.about().contains(name);
        Path source = pack.source().directory();
        return new PackStatus(
                name,
                old == null ? source.toString() : old.source(),
                sources.config().of(name),
                serving,
                known && old != null ? old.lastAttempt() : new Attempt(now, null, Outcome.WAITING, List.of()),
                lastSuccess(serving, old),
                sources.pins().containsKey(name),
                sources.pins().get(name),
                true,
                null,
                List.of(PackProblem.of(
                        Severity.WARNING,
                        Place.whole("pack.yaml"),
                        null,
                        "pack-gone",
                        "The folder of the pack is gone or cannot be read, but its last good revision keeps serving: "
                                + reason(name) + ".",
                        "Put the folder back, or mend what keeps the change from being taken up.")));
    }

    private PackProblem waits(String name) {
        return PackProblem.of(
                Severity.WARNING,
                Place.whole("pack.yaml"),
                null,
                "waits",
                "The pack is sound, but its change is not taken up: " + reason(name) + ".",
                "Mend what is named here; packs that change together serve together.");
    }

    private String reason(String name) {
        Set<String> together = plan.ties().stream()
                .filter(tie -> tie.contains(name))
                .findFirst()
                .orElse(Set.of());
        List<String> broken = loading.reports().stream()
                .filter(report -> isRefused(report) && together.contains(report.name()))
                .map(PackReport::name)
                .distinct()
                .toList();
        if (!broken.isEmpty()) {
            return "it changed together with " + String.join(", ", broken) + ", which cannot serve";
        }
        return Objects.requireNonNullElse(plan.obstacle(), "something that serves stands against it");
    }

    /** A sentence on why the packs that were loaded are not what serves; empty where they are. */
    String whyNot() {
        List<String> broken = loading.reports().stream()
                .filter(this::isRefused)
                .map(PackReport::name)
                .filter(name -> !sources.pins().containsKey(name))
                .toList();
        if (broken.isEmpty()) {
            return plan.ties().isEmpty() ? "" : "A change of the rule packs is not taken up; GET /v1/packs says why.";
        }
        return broken.size() == 1
                ? "The rule pack " + broken.get(0) + " is refused; GET /v1/packs/" + broken.get(0) + " says why."
                : "The rule packs " + String.join(", ", broken) + " are refused; GET /v1/packs says why.";
    }

    private boolean isRefused(PackReport report) {
        return outcome(report, active.get(report.name())) == Outcome.REFUSED;
    }

    /** The revision of each pack that serves after the plan, and since when, given what served {@code before}. */
    static Map<String, Active> active(ActivationPlan plan, Map<String, Active> before, Instant now) {
        Map<String, Active> active = new HashMap<>();
        plan.next().forEach((name, pack) -> {
            String revision = pack.source().revision();
            Active old = before.get(name);
            active.put(name, old != null && old.revision().equals(revision) ? old : new Active(revision, now));
        });
        return active;
    }
}
