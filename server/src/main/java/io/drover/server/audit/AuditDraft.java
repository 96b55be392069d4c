package io.drover.server.audit;

import io.drover.server.audit.AuditEntry.AuditedChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to become a line of the audit; the record gives it its number and its place in the chain. See {@link AuditEntry}. */
public record AuditDraft(
        Instant at,
        AuditEvent event,
        Author author,
        @Nullable String reason,
        List<AuditedChange> changes,
        List<String> forced,
        @Nullable String ruleSet,
        @Nullable String treatment,
        @Nullable Boolean enabled,
        @Nullable Long of,
        @Nullable String detail) {

    public AuditDraft {
        changes = List.copyOf(changes);
        forced = List.copyOf(forced);
    }

    /** Of packs. */
    public static AuditDraft ofPacks(
            Instant at, AuditEvent event, Author author, @Nullable String reason, List<AuditedChange> changes) {
        return new AuditDraft(at, event, author, reason, changes, List.of(), null, null, null, null, null);
    }

    /** Of a treatment that was switched. */
    public static AuditDraft ofSwitch(Instant at, Author author, String reason, String treatment, boolean enabled) {
        return new AuditDraft(
                at, AuditEvent.SWITCH, author, reason, List.of(), List.of(), null, treatment, enabled, null, null);
    }

    /** Of an earlier line, or of the record itself. */
    static AuditDraft ofRecord(Instant at, AuditEvent event, @Nullable Long of, String detail) {
        return new AuditDraft(at, event, Author.SERVER, null, List.of(), List.of(), null, null, null, of, detail);
    }

    public AuditDraft withForced(List<String> steps) {
        return new AuditDraft(at, event, author, reason, changes, steps, ruleSet, treatment, enabled, of, detail);
    }

    public AuditDraft withRuleSet(@Nullable String revision) {
        return new AuditDraft(at, event, author, reason, changes, forced, revision, treatment, enabled, of, detail);
    }

    public AuditDraft withDetail(String sentence) {
        return new AuditDraft(at, event, author, reason, changes, forced, ruleSet, treatment, enabled, of, sentence);
    }

    AuditEntry entry(long sequence, String previous) {
        return new AuditEntry(
                sequence,
                at,
                event,
                author.name(),
                author.requestId(),
                reason,
                changes,
                forced,
                ruleSet,
                treatment,
                enabled,
                of,
                detail,
                previous);
    }
}
