package io.drover.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** An explained decision as the server sent it, and the name that people know its subject by. */
record Answer(String name, JsonNode decision) {

    String subjectId() {
        return decision.path("subject").path("id").asText();
    }

    /** The value of {@code taxonomy}; empty: unclassified. */
    Optional<String> value(String taxonomy) {
        return Optional.ofNullable(
                decision.path("classifications").path(taxonomy).textValue());
    }
}
