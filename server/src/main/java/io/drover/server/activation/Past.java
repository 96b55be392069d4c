package io.drover.server.activation;

import io.drover.server.audit.AuditEntry;
import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.audit.AuditLog;
import io.drover.server.audit.AuditMark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What served when the server was stopped, as far as that can be found out: {@code last-good.json} says so, and where it is
 * damaged or gone, the audit does.
 *
 * @param lastGood empty: it is not known by it
 * @param revisions that served, and those that should have and were lost, by pack
 * @param since when each pack had served
 * @param pins the packs that were held
 * @param policy the pack that was the policy; empty: there was none; null: unknown
 * @param mark the line of the audit that says how it came about; null: none
 */
record Past(
        Optional<LastGood> lastGood,
        Map<String, String> revisions,
        Map<String, Instant> since,
        Map<String, Pin> pins,
        @Nullable String policy,
        @Nullable AuditMark mark) {

    /** Before anything served. */
    static final Past NOTHING = new Past(Optional.empty(), Map.of(), Map.of(), Map.of(), null, null);

    Past {
        revisions = Map.copyOf(revisions);
        since = Map.copyOf(since);
        pins = Map.copyOf(pins);
    }

    /** What {@code store} and {@code audit} know; what was begun and did not come to pass is undone in the audit. */
    static Past of(RevisionStore store, AuditLog audit) {
        Optional<LastGood> lastGood = store.lastGood();
        if (lastGood.isPresent()) {
            audit.undoSince(lastGood.get().audit());
            return of(lastGood.get(), store);
        }
        List<AuditEntry> changes = audit.changes();
        // The first change of all may have been begun, and not have come to the file.
        if (!store.isLastGoodMissing() || changes.size() < (store.isLastGoodDamaged() ? 1 : 2)) {
            audit.undoSince(null);
            return NOTHING;
        }
        audit.tellRecovered("last-good.json");
        return of(changes, audit.lastLine());
    }

    private static Past of(LastGood known, RevisionStore store) {
        Map<String, String> revisions = known.revisions().isEmpty() ? store.packsOf(known) : known.revisions();
        return new Past(Optional.of(known), revisions, known.packs(), known.pins(), known.policy(), known.audit());
    }

    private static Past of(List<AuditEntry> changes, @Nullable AuditMark mark) {
        Map<String, String> revisions = new HashMap<>();
        Map<String, Instant> since = new HashMap<>();
        Map<String, Pin> pins = new HashMap<>();
        for (AuditEntry entry : changes) {
            for (AuditedChange change : entry.changes()) {
                String to = change.to();
                if (to == null) {
                    revisions.remove(change.pack());
                    since.remove(change.pack());
                    pins.remove(change.pack());
                    continue;
                }
                if (!to.equals(revisions.put(change.pack(), to))) {
                    since.put(change.pack(), entry.at());
                }
                if (Boolean.TRUE.equals(change.pinned())) {
                    pins.put(change.pack(), new Pin(to, String.valueOf(entry.reason()), entry.at(), entry.by()));
                } else if (Boolean.FALSE.equals(change.pinned())) {
                    pins.remove(change.pack());
                }
            }
        }
        return new Past(Optional.empty(), revisions, since, pins, null, mark);
    }

    /** Whether what came from a directory came from {@code rules}, as far as is known. */
    boolean isOf(Path rules) {
        return lastGood.map(known -> known.isOf(rules)).orElse(true);
    }

    /** The packs that served to the end, and their revisions. */
    Map<String, String> served() {
        Map<String, String> served = new HashMap<>(revisions);
        served.keySet().retainAll(since.keySet());
        return served;
    }
}
