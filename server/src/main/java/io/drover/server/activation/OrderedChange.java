package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes of what an operator orders a change that can be taken up. Used by one thread. */
final class OrderedChange {

    private final Activation.Setup setup;
    private final ActivationOrder order;
    private final Author author;

    /** Of what {@code author} orders. */
    OrderedChange(Activation.Setup setup, ActivationOrder order, Author author) {
        this.setup = setup;
        this.order = order;
        this.author = author;
    }

    /**
     * What is to become of the order; empty where it is so already.
     *
     * @throws ChangeRefusedException if it is not to be
     * @throws NotRecordedException if that it is not cannot be recorded
     */
    Optional<Proposal> proposal(Known known) {
        Map<String, KeptPacks.Found> wanted = new TreeMap<>();
        KeptPacks kept = new KeptPacks(setup);
        order.wanted().forEach(each -> wanted.put(each.pack(), kept.find(each.pack(), each.revision(), known)));
        Map<String, CompiledPack> packs = new TreeMap<>();
        wanted.forEach((name, found) -> packs.put(name, found.pack()));
        ActivationPlan plan = ActivationPlan.ofOperator(known.before(), packs);
        NameClash.in(plan.next().values()).ifPresent(clash -> {
            throw new ChangeRefusedException(
                    Why.CONFLICT, "These revisions cannot serve beside each other: " + clash + ".");
        });
        Map<String, Pin> pins = pins(packs, known);
        boolean isSame = packs.values().stream().allMatch(known::isActive);
        if (isSame && pins.equals(known.pins())) {
            return Optional.empty();
        }
        OrderGate gate = new OrderGate(setup, order, author);
        RuleSet ruleSet = RuleSet.of(plan.next().values());
        boolean isBack = true;
        for (KeptPacks.Found found : wanted.values()) {
            if (!known.isActive(found.pack()) && !hasServed(found.pack())) {
                isBack = false;
                gate.judge(ruleSet, found);
            }
        }
        gate.requirePassed(known);
        AuditEvent event = isSame
                ? pins.size() < known.pins().size() ? AuditEvent.UNPIN : AuditEvent.PIN
                : isBack ? AuditEvent.ROLLBACK : AuditEvent.ACTIVATION;
        Proposal.Cause cause = new Proposal.Cause(event, author, order.reason(), gate.forced(), null);
        return Optional.of(new Proposal(plan, known.loading(), gate.steps(), pins, cause, true));
    }

    private boolean hasServed(CompiledPack pack) {
        return setup.records()
                .of(pack.name(), pack.source().revision())
                .map(record -> record.activatedAt() != null)
                .orElse(false);
    }

    /** What is held after the order: what was asked for, what was held before, and what its source would undo. */
    private Map<String, Pin> pins(Map<String, CompiledPack> packs, Known known) {
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
                pins.put(
                        name,
                        isSame
                                ? old
                                : new Pin(
                                        revision,
                                        order.reason(),
                                        setup.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                                        author.name()));
            }
        });
        return pins;
    }

    private boolean isOtherwiseInItsSource(String name, String revision, Known known) {
        return setup.sources().isRead(name)
                && known.loading().reports().stream()
                        .noneMatch(report -> report.name().equals(name) && revision.equals(report.revision()));
    }
}
