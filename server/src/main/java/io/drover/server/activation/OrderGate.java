package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts the packs that an operator wants to serve, and that never did, through the last steps of the gate, beside what is to
 * serve with them, and forces them past it where that is wanted. Used by one thread.
 */
final class OrderGate {

    private final Activation.Setup setup;
    private final ActivationOrder order;
    private final Author author;
    private final LastSteps steps = new LastSteps();
    private final List<String> forced = new ArrayList<>();
    private final List<RevisionRecord> refused = new ArrayList<>();

    /** For what {@code author} orders. */
    OrderGate(Activation.Setup setup, ActivationOrder order, Author author) {
        this.setup = setup;
        this.order = order;
        this.author = author;
    }

    /** The steps that were taken. */
    LastSteps steps() {
        return steps;
    }

    /** The steps that packs were forced past. */
    List<String> forced() {
        return forced;
    }

    /** Has a pack of {@code ruleSet}, which is to serve, pass the last steps of the gate, or be forced past them. */
    void judge(RuleSet ruleSet, KeptPacks.Found found) {
        CompiledPack pack = found.pack();
        LastSteps trial = new LastSteps();
        trial.rehearse(
                setup.gate(), ruleSet, List.of(pack), each -> setup.gate().strictness());
        PackReport report = trial.whole(before(found));
        if (!report.isRefused()) {
            steps.takeOver(trial);
        } else if (order.force()) {
            report.steps().stream()
                    .filter(step -> step.outcome() == StepOutcome.REFUSED)
                    .map(Step::step)
                    .forEach(forced::add);
            steps.rehearse(setup.gate(), ruleSet, List.of(pack), each -> Gate.Strictness.TELL);
        } else {
            refused.add(record(pack, report));
        }
    }

    private static PackReport before(KeptPacks.Found found) {
        CompiledPack pack = found.pack();
        return found.report() != null
                ? found.report()
                : new PackReport(
                        pack.name(), pack.source().directory(), pack.source().revision(), List.of(), List.of());
    }

    private RevisionRecord record(CompiledPack pack, PackReport report) {
        return new RevisionRecord(
                pack.name(),
                pack.source().revision(),
                0,
                setup.sources().of(pack.name()),
                now(),
                author.name(),
                author.requestId(),
                order.reason(),
                RevisionRecord.outcomeOf(report),
                report.steps(),
                report.problems(),
                null);
    }

    /**
     * Requires that no pack was refused; it is recorded of those that were.
     *
     * @throws ChangeRefusedException if one was
     * @throws NotRecordedException if that cannot be recorded
     */
    void requirePassed(Known known) {
        if (refused.isEmpty()) {
            return;
        }
        List<AuditedChange> changes = refused.stream()
                .map(record -> known.change(record.pack(), record.revision()))
                .toList();
        try {
            setup.audit()
                    .append(AuditDraft.ofPacks(now(), AuditEvent.REJECTION, author, order.reason(), changes)
                            .withDetail(detail()));
        } catch (IOException e) {
            throw new NotRecordedException(e);
        }
        throw new ChangeRefusedException(
                Why.GATE,
                "Lint, scenarios or the impact budget refuse "
                        + (refused.size() == 1 ? "the revision" : refused.size() + " revisions")
                        + "; an operator may force it past them with \"force\": true, and a reason.",
                refused);
    }

    private String detail() {
        return refused.stream()
                .map(record -> record.pack() + ": " + record.refusal())
                .collect(Collectors.joining(" "));
    }

    private Instant now() {
        return setup.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
