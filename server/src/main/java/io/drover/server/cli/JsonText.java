package io.drover.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.request.DecisionJson;
import java.io.UncheckedIOException;

/** JSON for the terminal. */
final class JsonText {

    private JsonText() {}

    static String pretty(Object value) {
        try {
            return DecisionJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a result that is no JSON", e);
        }
    }
}
