package io.drover.server.decisionlog;

import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Subject;
import java.time.Instant;
import java.util.Map;

/**
 * A decision that is to be logged.
 *
 * @param request with the asOf that was decided for
 * @param answer its JSON as it leaves the engine, without an id; not changed by anybody any more
 * @param micros how long it took
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record LoggedDecision(
        DecisionRequest request,
        Subject subject,
        Instant asOf,
        String revision,
        Map<String, String> packs,
        byte[] answer,
        boolean explain,
        long micros,
        Origin origin) {

    /** {@code decision} on {@code request}. */
    public static LoggedDecision of(
            DecisionRequest request, Decision decision, byte[] answer, boolean explain, long micros, Origin origin) {
        return new LoggedDecision(
                request,
                decision.subject(),
                decision.asOf(),
                decision.revision(),
                decision.packs(),
                answer,
                explain,
                micros,
                origin);
    }

    LogEntry entry(String id, Instant time, byte[] canonicalRequest, LogEntry.Facts facts) {
        return new LogEntry(
                id,
                time,
                origin.requestId(),
                origin.caller(),
                subject,
                asOf,
                revision,
                packs,
                explain,
                micros,
                Sha256.of(canonicalRequest),
                Sha256.of(answer),
                facts);
    }
}
