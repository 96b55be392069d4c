package io.drover.server.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit. What does not concern its event is missing.
 *
 * @param sequence from 1, without gaps
 * @param by the name of the token, or the author of the commit; null: the server itself, or a server without tokens
 * @param reason why, in the words of who did it
 * @param changes what became of which pack
 * @param forced the steps of the gate that an operator forced a pack past
 * @param ruleSet the revision of the rule set that serves after it
 * @param treatment the key of a treatment that was switched
 * @param enabled whether it was switched on
 * @param of the line that this one is about
 * @param detail what else there is to say, a sentence
 * @param previous the SHA-256, in hexadecimal, of the line before without its end; of the first line 64 zeros
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        long sequence,
        Instant at,
        AuditEvent event,
        @Nullable String by,
        @Nullable String requestId,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AuditedChange> changes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> forced,
        @Nullable String ruleSet,
        @Nullable String treatment,
        @Nullable Boolean enabled,
        @Nullable Long of,
        @Nullable String detail,
        String previous) {

    /**
     * What became of a pack.
     *
     * @param from the revision until then; null: nothing of it served
     * @param to the revision from then on, or the one that was refused; null: nothing of it serves
     * @param pinned whether it is held there from then on; null: that does not change
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AuditedChange(
            String pack,
            @Nullable String from,
            @Nullable String to,
            @Nullable Boolean pinned) {

        /** What leaves it as held as it was. */
        public AuditedChange(String pack, @Nullable String from, @Nullable String to) {
            this(pack, from, to, null);
        }
    }

    public AuditEntry {
        changes = changes == null ? List.of() : List.copyOf(changes);
        forced = forced == null ? List.of() : List.copyOf(forced);
    }
}
