package io.drover.server.activation;

import io.drover.server.activation.ActivationOrder.Expected;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        while (true) {
            Known known = transaction.known();
            if (expected.isKnown()) {
                Preconditions.requireExpected(name, expected, known, isFirst);
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
        if (setup.sources().isRead(name)) {
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
}
