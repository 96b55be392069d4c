package io.drover.server.decisionlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.model.decision.Subject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the log says, but for the request and the answer themselves, which stand at its end as they were.
 *
 * @param time when it was decided, by the server's clock
 * @param revision of the rule set
 * @param packs the revision of each pack that ran
 * @param explain whether the answer says why
 * @param micros how long it took, from the bytes of the request to those of the answer
 * @param requestHash SHA-256 of the request in its canonical form, with the asOf that was decided for
 * @param answerHash SHA-256 of the answer without its {@code decisionId}
 */
public record LogEntry(
        String decisionId,
        Instant time,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String caller,
        Subject subject,
        Instant asOf,
        String revision,
        Map<String, String> packs,
        boolean explain,
        long micros,
        String requestHash,
        String answerHash,
        Facts facts) {

    /** What there is of the request and the answer. */
    public enum Facts {
        /** Their hashes. */
        @JsonProperty("hash")
        HASH,
        /** All of them. */
        @JsonProperty("whole")
        WHOLE,
        /** Their hashes; all of them until the subject was forgotten. */
        @JsonProperty("forgotten")
        FORGOTTEN
    }

    LogEntry forgotten() {
        return new LogEntry(
                decisionId,
                time,
                requestId,
                caller,
                subject,
                asOf,
                revision,
                packs,
                explain,
                micros,
                requestHash,
                answerHash,
                Facts.FORGOTTEN);
    }
}
