package io.drover.server.decisionlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Decisions to be logged, made without rules. */
final class Decided {

    static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");

    private Decided() {}

    /** A decision about the account {@code id}, on {@code more} facts, the members of a request after the account. */
    static LoggedDecision about(String id, String more) {
        String text = "{\"asOf\":\"" + NOW + "\",\"account\":{\"id\":\"" + id + "\"}" + more + "}";
        try {
            return new LoggedDecision(
                    DecisionJson.mapper().readValue(text, DecisionRequest.class),
                    new Subject(SubjectKind.ACCOUNT, id),
                    NOW,
                    "7d0c",
                    Map.of("size", "3f9c"),
                    "{\"classifications\":{}}".getBytes(StandardCharsets.US_ASCII),
                    false,
                    400,
                    new Origin(null, null));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The line of such a decision, without an id. */
    static byte[] line(String id, String more) {
        return LogLine.of(about(id, more), NOW, LogEntry.Facts.WHOLE);
    }
}
