package io.drover.server.decisionlog;

import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Subject;
import java.time.Instant;
import java.util.Map;

/**
 * A decision that is to be logged. It holds on to what becomes a line, and so not to the decision itself.
 *
 * @param request with the asOf that was decided for
 * @param requestBytes how long the request was as it came
 * @param answer its JSON as it leaves the engine, without an id; not changed by anybody any more
 * @param micros how long it took
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record LoggedDecision(
        DecisionRequest request,
        int requestBytes,
        Subject subject,
        Instant asOf,
        String revision,
        Map<String, String> packs,
        byte[] answer,
        boolean explain,
        long micros,
        Origin origin) {

    /** What a byte of a request takes in memory at most, once it is read: many small facts come to 15, usual ones to 3. */
    private static final long MEMORY_OF_A_BYTE = 16;

    /** What a decision takes beside its request and answer, its id and time and their places in lists included. */
    private static final long MEMORY_OF_THE_REST = 2_000;

    /** {@code decision} on {@code request}, which had so many bytes. */
    public static LoggedDecision of(
            DecisionRequest request,
            int requestBytes,
            Decision decision,
            byte[] answer,
            boolean explain,
            long micros,
            Origin origin) {
        return new LoggedDecision(
                request,
                requestBytes,
                decision.subject(),
                decision.asOf(),
                decision.revision(),
                decision.packs(),
                answer,
                explain,
                micros,
                origin);
    }

    /** The bytes of memory that it takes at most. */
    long memoryBytes() {
        return MEMORY_OF_THE_REST + MEMORY_OF_A_BYTE * requestBytes + answer.length;
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
