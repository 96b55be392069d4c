package io.drover.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A decision as the server sent it, and what it was asked. */
record Answer(Question question, JsonNode decision) {

    String subjectId() {
        return decision.path("subject").path("id").asText();
    }

    /** The value of {@code taxonomy}; empty: unclassified. */
    Optional<String> value(String taxonomy) {
        return Optional.ofNullable(
                decision.path("classifications").path(taxonomy).textValue());
    }
}
