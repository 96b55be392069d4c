package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.activation.PackStatus.Attempt;
import io.drover.server.activation.PackStatus.Outcome;
import io.drover.server.config.SourceKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says of each pack how it stands after an attempt, given how it stood before. */
final class StatusBoard {

    private final Attempted attempted;
    private final Verdicts verdicts;

    /** A board for what was attempted. */
    StatusBoard(Attempted attempted) {
        this.attempted = attempted;
        this.verdicts = new Verdicts(attempted);
    }

    List<PackStatus> statuses() {
        List<PackStatus> statuses = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (PackReport report : attempted.loading().reports()) {
            found.add(report.name());
            statuses.add(status(report));
        }
        attempted.plan().next().forEach((name, pack) -> {
            if (!found.contains(name) && !isPushed(name)) {
                statuses.add(gone(pack));
            }
        });
        Set<String> pushed = new TreeSet<>(attempted.sources().records().packs());
        pushed.addAll(attempted.plan().next().keySet());
        pushed.addAll(attempted.sources().lost().keySet());
        pushed.removeIf(name -> !isPushed(name));
        pushed.forEach(name -> statuses.add(pushed(name)));
        statuses.sort(Comparator.comparing(PackStatus::name).thenComparing(PackStatus::source));
        return statuses;
    }

    private boolean isPushed(String name) {
        return attempted.sources().config().of(name) == SourceKind.API;
    }

    /** Of a pack that is pushed, and not read from anywhere. */
    private PackStatus pushed(String name) {
        Active serving = attempted.active().get(name);
        RevisionRecord latest = attempted.sources().records().latest(name).orElse(null);
        String revision = latest == null ? null : latest.revision();
        boolean serves = serving != null && (revision == null || revision.equals(serving.revision()));
        boolean accepted = latest != null && latest.outcome() == RevisionRecord.Outcome.ACCEPTED;
        Outcome outcome = serves ? Outcome.ACTIVATED : accepted ? Outcome.WAITING : Outcome.REFUSED;
        List<PackReport.Step> all = new ArrayList<>(latest == null ? List.of() : latest.steps());
        if (serves) {
            all.addAll(attempted.steps().activation(name));
            all.replaceAll(StatusBoard::passed);
        }
        List<PackProblem> problems = new ArrayList<>(latest == null || serves ? List.of() : latest.problems());
        if (serves) {
            problems.addAll(attempted.findings().of(name));
        }
        addLost(name, problems);
        problems.sort(PackProblem.BY_PLACE);
        Pin pin = attempted.sources().pins().get(name);
        return new PackStatus(
                name,
                "api",
                SourceKind.API,
                serving,
                new Attempt(latest == null ? attempted.now() : latest.at(), revision, outcome, List.copyOf(all)),
                lastSuccess(serving, attempted.before().get(name)),
                pin != null,
                pin,
                outcome == Outcome.WAITING,
                outcome == Outcome.WAITING ? revision : null,
                List.copyOf(problems),
                null);
    }

    private PackStatus status(PackReport report) {
        String name = report.name();
        Active serving = attempted.active().get(name);
        PackStatus old = attempted.before().get(name);
        Outcome outcome = verdicts.outcome(report);
        Attempt attempt = attempt(name, report, outcome);
        Pin pin = attempted.sources().pins().get(name);
        List<PackProblem> problems = new ArrayList<>(report.problems());
        if (outcome == Outcome.ACTIVATED) {
            problems.addAll(attempted.findings().of(name));
        } else if (outcome == Outcome.WAITING && pin == null) {
            problems.add(waits(name));
            problems.addAll(attempted.findings().of(name).stream()
                    .filter(problem -> problem.code().equals("not-kept"))
                    .toList());
        } else if (report.isSound()) {
            problems.addAll(verdicts.whyRefused(report));
        }
        addLost(name, problems);
        problems.sort(PackProblem.BY_PLACE);
        return new PackStatus(
                name,
                report.directory().toString(),
                attempted.sources().config().of(name),
                serving,
                attempt,
                lastSuccess(serving, old),
                pin != null,
                pin,
                outcome == Outcome.WAITING,
                outcome == Outcome.WAITING ? report.revision() : null,
                List.copyOf(problems),
                null);
    }

    private void addLost(String name, List<PackProblem> problems) {
        String revision = attempted.sources().lost().get(name);
        if (revision != null) {
            problems.add(LostPacks.problem(revision));
        }
    }

    /** A step as it is told of a pack that serves, for whatever reason. */
    private static PackReport.Step passed(PackReport.Step step) {
        return step.outcome() == PackReport.StepOutcome.REFUSED
                ? new PackReport.Step(step.step(), step.millis(), PackReport.StepOutcome.FORCED)
                : step;
    }

    private Attempt attempt(String name, PackReport report, Outcome outcome) {
        PackStatus old = attempted.before().get(name);
        if (old != null && !attempted.plan().about().contains(name)) {
            return old.lastAttempt();
        }
        Active serving = attempted.active().get(name);
        if (attempted.plan().byOperator() && serving != null) {
            return new Attempt(
                    attempted.now(),
                    serving.revision(),
                    Outcome.ACTIVATED,
                    attempted.steps().taken(name));
        }
        List<PackReport.Step> all = new ArrayList<>(report.steps());
        all.addAll(attempted.steps().taken(name));
        if (outcome == Outcome.ACTIVATED) {
            all.replaceAll(StatusBoard::passed);
        }
        return new Attempt(attempted.now(), report.revision(), outcome, List.copyOf(all));
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
        Active serving = attempted.active().get(name);
        PackStatus old = attempted.before().get(name);
        boolean known = old != null && !attempted.plan().about().contains(name);
        Path source = pack.source().directory();
        return new PackStatus(
                name,
                old == null ? source.toString() : old.source(),
                attempted.sources().config().of(name),
                serving,
                known && old != null
                        ? old.lastAttempt()
                        : new Attempt(attempted.now(), null, Outcome.WAITING, List.of()),
                lastSuccess(serving, old),
                attempted.sources().pins().containsKey(name),
                attempted.sources().pins().get(name),
                true,
                null,
                List.of(PackProblem.of(
                        Severity.WARNING,
                        Place.whole("pack.yaml"),
                        null,
                        "pack-gone",
                        "The folder of the pack is gone or cannot be read, but its last good revision keeps serving: "
                                + verdicts.reason(name) + ".",
                        "Put the folder back, or mend what keeps the change from being taken up.")),
                null);
    }

    private PackProblem waits(String name) {
        return PackProblem.of(
                Severity.WARNING,
                Place.whole("pack.yaml"),
                null,
                "waits",
                "The pack is sound, but its change is not taken up: " + verdicts.reason(name) + ".",
                "Mend what is named here; packs that change together serve together.");
    }

    /**
     * A sentence on why what serves is not what is wanted; empty where it is.
     *
     * @param directory that was loaded
     * @param lacksPolicy whether nothing serves since the policy is lost
     */
    String whyNot(RulesDirectory directory, boolean lacksPolicy) {
        Set<String> lost = attempted.sources().lost().keySet();
        if (!lost.isEmpty()) {
            return LostPacks.sentence(lost) + (lacksPolicy ? LostPacks.POLICY : "");
        }
        Set<String> next = attempted.plan().next().keySet();
        boolean needsFolders =
                next.isEmpty() || next.stream().anyMatch(attempted.sources().config()::isRead);
        if (!attempted.loading().reports().isEmpty() || !needsFolders) {
            return verdicts.whyNot();
        }
        boolean arePushed = attempted.sources().config().byDefault() == SourceKind.API;
        return arePushed ? "No rule pack is active yet; push one, and activate it." : directory.whyNoPack();
    }
}
