package io.drover.server.activation;

import io.drover.server.activation.ActivationOrder.Expected;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.AuditLog;
import io.drover.server.audit.Author;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees to it that whoever changes what serves knows what he replaces, and records it of those who do not. Thread-safe. */
final class Preconditions {

    private final AuditLog audit;
    private final Clock clock;

    Preconditions(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Requires what {@code order} expects.
     *
     * @param first whether it is compared for the first time; who was right then lost a race if he is not any more
     * @throws ChangeRefusedException if something else is active
     */
    void requireExpected(ActivationOrder order, Known known, boolean first, Author author) {
        List<AuditedChange> changes = order.wanted().stream()
                .map(wanted -> known.change(wanted.pack(), wanted.revision()))
                .toList();
        requireOrRecord(
                changes,
                order.reason(),
                author,
                () -> order.wanted()
                        .forEach(wanted -> requireExpected(wanted.pack(), wanted.expected(), known, first)));
    }

    /** As for an order, of who wants {@code change} and expects what is active of its pack to be {@code expected}. */
    void requireExpected(
            AuditedChange change,
            Expected expected,
            @Nullable String reason,
            Known known,
            boolean first,
            Author author) {
        requireOrRecord(List.of(change), reason, author, () -> requireExpected(change.pack(), expected, known, first));
    }

    private void requireOrRecord(
            List<AuditedChange> changes, @Nullable String reason, Author author, Runnable requirement) {
        try {
            requirement.run();
        } catch (ChangeRefusedException e) {
            if (e.why() != Why.PRECONDITION_REQUIRED) {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                audit.addOrOwe(AuditDraft.ofPacks(now, AuditEvent.CONFLICT, author, reason, changes)
                        .withDetail(String.valueOf(e.getMessage())));
            }
            throw e;
        }
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
}
