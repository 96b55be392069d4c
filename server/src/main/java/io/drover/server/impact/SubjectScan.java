package io.drover.server.impact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import java.io.IOException;
import java.util.Optional;

/** Finds out who a request is about without reading all of it. */
public final class SubjectScan {

    private static final JsonFactory PARSERS = new JsonFactory();

    private SubjectScan() {}

    /** The subject of the request {@code json}; empty where it does not tell, as it may be no request at all. */
    public static Optional<Subject> of(byte[] json) {
        try (JsonParser parser = PARSERS.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                for (SubjectKind kind : SubjectKind.values()) {
                    if (kind.word().equals(name) && value == JsonToken.START_OBJECT) {
                        return id(parser).map(id -> new Subject(kind, id));
                    }
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> id(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("id")) {
                return value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
            }
            parser.skipChildren();
        }
        return Optional.empty();
    }
}
