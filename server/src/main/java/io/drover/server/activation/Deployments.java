package io.drover.server.activation;

import io.drover.server.activation.ActivationOrder.Expected;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.activation.Proposal.Cause;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import io.drover.server.config.SourceKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Preconditions preconditions;

    /** Changes of what {@code activation} has {@code holder} serve. */
    public Deployments(RuleSetHolder holder, Activation activation, Activation.Setup setup) {
        this.holder = holder;
        this.activation = activation;
        this.transaction = activation.transaction();
        this.setup = setup;
        this.preconditions = new Preconditions(setup.audit(), setup.clock());
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
        OrderedChange change = new OrderedChange(setup, order, author);
        boolean isFirst = true;
        while (true) {
            Known known = transaction.known();
            preconditions.requireExpected(order, known, isFirst, author);
            isFirst = false;
            Optional<Proposal> proposal = change.proposal(known);
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
        Known known;
        do {
            known = transaction.known();
            if (expected.isKnown()) {
                requireExpected(name, expected, reason, known, isFirst, author);
            }
            isFirst = false;
            if (!known.pins().containsKey(name)) {
                requireKnown(name, known);
                return;
            }
        } while (!transaction.commit(
                known, unpinned(name, known, new Cause(AuditEvent.UNPIN, author, reason, List.of(), null))));
        if (setup.sources().isRead(name)) {
            transaction.forget(name);
            activation.run(pack -> {});
        }
    }

    private static Proposal unpinned(String name, Known known, Cause cause) {
        ActivationPlan plan = ActivationPlan.ofOperator(known.before(), Map.of());
        return new Proposal(plan, known.loading(), new LastSteps(), without(name, known.pins()), cause, true);
    }

    private static Map<String, Pin> without(String name, Map<String, Pin> pins) {
        Map<String, Pin> others = new HashMap<>(pins);
        others.remove(name);
        return others;
    }

    /**
     * Has nothing of the pushed pack {@code name} serve any more. What is kept of it stays, and can be activated again. To remove what
     * does not serve changes and records nothing.
     *
     * @throws ChangeRefusedException if that is not to be
     * @throws NotRecordedException if it cannot be written down, and is therefore not done
     */
    public void remove(String name, Expected expected, String reason, Author author) {
        if (setup.sources().of(name) != SourceKind.API) {
            throw new ChangeRefusedException(
                    Why.CONFLICT,
                    "The pack " + name + " comes from another source than pushes; it is to be removed there.");
        }
        boolean isFirst = true;
        Known known;
        do {
            known = transaction.known();
            requireExpected(name, expected, reason, known, isFirst, author);
            isFirst = false;
            if (!known.active().containsKey(name) && !transaction.isLost(name)) {
                requireKnown(name, known);
                return;
            }
            if (known.active().keySet().equals(Set.of(name))) {
                throw new ChangeRefusedException(
                        Why.CONFLICT,
                        "The pack " + name
                                + " is the only one that is active; without it there is nothing to decide by.");
            }
        } while (!transaction.commit(
                known, removed(name, known, new Cause(AuditEvent.REMOVAL, author, reason, List.of(), null))));
        setup.recent().forget(name);
        activation.rehearseOn();
    }

    private static Proposal removed(String name, Known known, Cause cause) {
        ActivationPlan plan = ActivationPlan.withoutPack(known.before(), name);
        return new Proposal(plan, known.loading(), new LastSteps(), without(name, known.pins()), cause, true);
    }

    private void requireExpected(
            String name, Expected expected, @Nullable String reason, Known known, boolean isFirst, Author author) {
        preconditions.requireExpected(known.change(name, null), expected, reason, known, isFirst, author);
    }

    private void requireKnown(String name, Known known) {
        if (!known.active().containsKey(name)
                && holder.packs().stream().noneMatch(pack -> pack.name().equals(name))) {
            throw new ChangeRefusedException(Why.NOT_FOUND, "There is no pack of this name.");
        }
    }
}
