package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.ActivationOrder.Expected;
import io.drover.server.activation.ActivationOrder.Wanted;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import io.drover.server.config.SourceKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What operators do to what serves: activate revisions that are kept, roll back, pin. Each is prepared outside of any lock and then
 * taken up as a whole by {@link Transaction}. Thread-safe.
 */
public final class Deployments {

    private final Activation activation;
    private final Transaction transaction;
    private final Activation.Setup setup;
    private final RuleSetHolder holder;

    /** Changes of what {@code activation} has {@code holder} serve. */
    public Deployments(RuleSetHolder holder, Activation activation, Activation.Setup setup) {
        this.holder = holder;
        this.activation = activation;
        this.transaction = activation.transaction();
        this.setup = setup;
    }

    /** Kept revisions of a pack. */
    public RevisionRecords records() {
        return setup.records();
    }

    /**
     * Has packs serve in the revisions that are wanted, or nothing changes. To order what is so already changes and records
     * nothing.
     *
     * @throws ChangeRefusedException if that is not to be
     * @throws NotRecordedException if it cannot be written down, and is therefore not done
     */
    public void activate(ActivationOrder order, Author author) {
        boolean isFirst = true;
        while (true) {
            Known known = transaction.known();
            requireExpected(order, known, isFirst, author);
            isFirst = false;
            Optional<Proposal> proposal = proposal(order, known, author);
            if (proposal.isEmpty() || transaction.commit(known, proposal.get())) {
                activation.rehearseOn();
                return;
            }
        }
    }

    /**
     * Holds the pack {@code name} no more: what its source has is taken up, if the gate lets it through.
     *
     * @throws ChangeRefusedException if that is not to be
     * @throws NotRecordedException if it cannot be written down, and is therefore not done
     */
    public void unpin(String name, Expected expected, @Nullable String reason, Author author) {
        boolean isFirst = true;
        while (true) {
            Known known = transaction.known();
            if (expected.isKnown()) {
                requireExpected(name, expected, known, isFirst);
            }
            isFirst = false;
            if (!known.pins().containsKey(name)) {
                requireKnown(name, known);
                return;
            }
            Map<String, Pin> pins = new HashMap<>(known.pins());
            pins.remove(name);
            Proposal proposal = new Proposal(
                    ActivationPlan.ofOperator(known.before(), Map.of()),
                    known.loading(),
                    new LastSteps(),
                    pins,
                    new Proposal.Cause(AuditEvent.UNPIN, author, reason, List.of(), null),
                    true);
            if (transaction.commit(known, proposal)) {
                break;
            }
        }
        if (setup.sources().of(name) == SourceKind.DIRECTORY) {
            transaction.forget(name);
            activation.run(pack -> {});
        }
    }

    private void requireKnown(String name, Known known) {
        if (!known.active().containsKey(name)
                && holder.packs().stream().noneMatch(pack -> pack.name().equals(name))) {
            throw new ChangeRefusedException(Why.NOT_FOUND, "There is no pack of this name.");
        }
    }

    /** Sees to it that whoever orders knows what he replaces; who does not is recorded. */
    private void requireExpected(ActivationOrder order, Known known, boolean first, Author author) {
        try {
            order.wanted().forEach(wanted -> requireExpected(wanted.pack(), wanted.expected(), known, first));
        } catch (ChangeRefusedException e) {
            if (e.why() != Why.PRECONDITION_REQUIRED) {
                List<AuditedChange> changes = order.wanted().stream()
                        .map(wanted -> change(wanted.pack(), wanted.revision(), known))
                        .toList();
                setup.audit()
                        .addOrOwe(AuditDraft.ofPacks(
                                        transaction.now(), AuditEvent.CONFLICT, author, order.reason(), changes)
                                .withDetail(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private static AuditedChange change(String pack, String to, Known known) {
        Active active = known.active().get(pack);
        return new AuditedChange(pack, active == null ? null : active.revision(), to);
    }

    /** Sees to it that whoever orders knows what he replaces; who was right at {@code first} lost a race if he is not any more. */
    private static void requireExpected(String pack, Expected expected, Known known, boolean first) {
        Active active = known.active().get(pack);
        String revision = active == null ? null : active.revision();
        if (!expected.isKnown()) {
            if (revision != null) {
                throw new ChangeRefusedException(
                        Why.PRECONDITION_REQUIRED,
                        "The pack " + pack
                                + " is active; say which revision is to be replaced with the header If-Match,"
                                + " whose value is the ETag of GET /v1/packs/" + pack + ".");
            }
            return;
        }
        if (!expected.fits(revision)) {
            String now = revision == null ? "nothing of it is active" : "its active revision is " + revision;
            throw first
                    ? new ChangeRefusedException(
                            Why.PRECONDITION, "The pack " + pack + " is not what the request expects: " + now + ".")
                    : new ChangeRefusedException(
                            Why.CONFLICT, "The pack " + pack + " was changed at the same moment: " + now + ".");
        }
    }

    /** What is to become of the order; empty where it is so already. */
    private Optional<Proposal> proposal(ActivationOrder order, Known known, Author author) {
        Map<String, CompiledPack> packs = new TreeMap<>();
        List<RevisionRecord> refused = new ArrayList<>();
        Map<String, PackReport> loaded = new TreeMap<>();
        for (Wanted wanted : order.wanted()) {
            packs.put(wanted.pack(), pack(wanted, known, loaded));
        }
        ActivationPlan plan = ActivationPlan.ofOperator(known.before(), packs);
        NameClash.in(plan.next().values()).ifPresent(clash -> {
            throw new ChangeRefusedException(
                    Why.CONFLICT, "These revisions cannot serve beside each other: " + clash + ".");
        });
        Map<String, Pin> pins = pins(order, packs, known, author);
        boolean isSame = packs.values().stream().allMatch(pack -> isActive(pack, known));
        if (isSame && pins.equals(known.pins())) {
            return Optional.empty();
        }
        LastSteps steps = new LastSteps();
        RuleSet ruleSet = RuleSet.of(plan.next().values());
        List<String> forced = new ArrayList<>();
        boolean isBack = !isSame;
        for (CompiledPack pack : packs.values()) {
            if (!isActive(pack, known) && !hasServed(pack)) {
                isBack = false;
                PackReport report = judge(order, ruleSet, pack, loaded.get(pack.name()), steps, forced);
                if (report.isRefused()) {
                    refused.add(record(pack, report, order, author));
                }
            }
        }
        requireNone(refused, known, order, author);
        AuditEvent event = isSame
                ? pins.size() < known.pins().size() ? AuditEvent.UNPIN : AuditEvent.PIN
                : isBack ? AuditEvent.ROLLBACK : AuditEvent.ACTIVATION;
        Proposal.Cause cause = new Proposal.Cause(event, author, order.reason(), forced, null);
        return Optional.of(new Proposal(plan, known.loading(), steps, pins, cause, true));
    }

    private static boolean isActive(CompiledPack pack, Known known) {
        Active active = known.active().get(pack.name());
        return active != null && active.revision().equals(pack.source().revision());
    }

    private boolean hasServed(CompiledPack pack) {
        return setup.records()
                .of(pack.name(), pack.source().revision())
                .map(record -> record.activatedAt() != null)
                .orElse(false);
    }

    private CompiledPack pack(Wanted wanted, Known known, Map<String, PackReport> loaded) {
        String name = wanted.pack();
        String revision = wanted.revision();
        Optional<CompiledPack> inMemory = setup.recent()
                .of(name, revision)
                .or(() -> Optional.ofNullable(known.before().packs().get(name))
                        .filter(pack -> pack.source().revision().equals(revision)));
        if (inMemory.isPresent()) {
            return inMemory.get();
        }
        Optional<CompiledPack> fromSource = known.loading()
                .ruleSet()
                .pack(name)
                .filter(pack -> pack.source().revision().equals(revision));
        Loading loading = fromSource.isPresent()
                ? known.loading()
                : setup.gate().lint(setup.store().pack(name, revision));
        PackReport report = loading.reports().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ChangeRefusedException(
                        Why.NOT_FOUND,
                        "No revision " + revision + " of the pack " + name + " is kept; GET /v1/packs/" + name
                                + "/revisions lists those that are."));
        loaded.put(name, report);
        return loading.ruleSet()
                .pack(name)
                .filter(pack -> pack.source().revision().equals(revision))
                .orElseThrow(() -> new ChangeRefusedException(
                        Why.CONFLICT,
                        "The kept files of revision " + revision + " of the pack " + name
                                + " are damaged, or cannot be compiled any more."));
    }

    /** Has a pack pass the last steps of the gate, or be forced past them. */
    private PackReport judge(
            ActivationOrder order,
            RuleSet ruleSet,
            CompiledPack pack,
            @Nullable PackReport loaded,
            LastSteps steps,
            List<String> forced) {
        LastSteps trial = new LastSteps();
        trial.rehearse(
                setup.gate(), ruleSet, List.of(pack), each -> setup.gate().strictness());
        PackReport before = loaded != null
                ? loaded
                : new PackReport(
                        pack.name(), pack.source().directory(), pack.source().revision(), List.of(), List.of());
        PackReport report = trial.whole(before);
        if (!order.force() || !report.isRefused()) {
            steps.takeOver(trial);
            return report;
        }
        for (Step step : report.steps()) {
            if (step.outcome() == StepOutcome.REFUSED) {
                forced.add(step.step());
            }
        }
        steps.rehearse(setup.gate(), ruleSet, List.of(pack), each -> Gate.Strictness.TELL);
        return withoutRefusals(before);
    }

    private static PackReport withoutRefusals(PackReport report) {
        return new PackReport(report.name(), report.directory(), report.revision(), report.problems(), List.of());
    }

    private RevisionRecord record(CompiledPack pack, PackReport report, ActivationOrder order, Author author) {
        return new RevisionRecord(
                pack.name(),
                pack.source().revision(),
                0,
                setup.sources().of(pack.name()),
                transaction.now(),
                author.name(),
                author.requestId(),
                order.reason(),
                RevisionRecord.outcomeOf(report),
                report.steps(),
                report.problems(),
                null);
    }

    private void requireNone(List<RevisionRecord> refused, Known known, ActivationOrder order, Author author) {
        if (refused.isEmpty()) {
            return;
        }
        List<AuditedChange> changes = new ArrayList<>();
        for (RevisionRecord record : refused) {
            changes.add(change(record.pack(), record.revision(), known));
        }
        try {
            setup.audit()
                    .append(AuditDraft.ofPacks(
                            transaction.now(), AuditEvent.REJECTION, author, order.reason(), changes));
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

    /** What is held after the order: what was asked for, what was held before, and what its source would undo. */
    private Map<String, Pin> pins(ActivationOrder order, Map<String, CompiledPack> packs, Known known, Author author) {
        Map<String, Pin> pins = new HashMap<>(known.pins());
        packs.forEach((name, pack) -> {
            String revision = pack.source().revision();
            boolean differs = isOtherwiseInItsSource(name, revision, known);
            if (Boolean.FALSE.equals(order.pin()) && differs) {
                throw new ChangeRefusedException(
                        Why.INVALID,
                        "The source of the pack " + name + " has another revision, which would serve again soon; leave"
                                + " \"pin\" out, or let it be true.");
            }
            boolean holds = order.pin() != null ? order.pin() : differs || pins.containsKey(name);
            Pin old = pins.remove(name);
            if (holds) {
                boolean isSame = old != null && old.revision().equals(revision);
                pins.put(name, isSame ? old : new Pin(revision, order.reason(), transaction.now(), author.name()));
            }
        });
        return pins;
    }

    private boolean isOtherwiseInItsSource(String name, String revision, Known known) {
        return setup.sources().of(name) == SourceKind.DIRECTORY
                && known.loading().reports().stream()
                        .noneMatch(report -> report.name().equals(name) && revision.equals(report.revision()));
    }
}
