package io.drover.server.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.drover.engine.failure.Violation;
import java.util.List;
import java.util.Map;

/**
 * A problem as RFC 9457 has it.
 *
 * @param type {@code /problems/} and the code of the problem's type
 * @param instance the path that was asked for
 * @param violations of an invalid request; left out where there are none
 * @param members what this type of problem says beyond the others, such as the offset in malformed JSON
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> violations,
        @JsonAnyGetter Map<String, Object> members) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "/problems/";

    /** The URI of the type whose code is {@code code}. */
    static String typeOf(String code) {
        return TYPES + code;
    }

    /** The code of its type. */
    String code() {
        return type.substring(TYPES.length());
    }
}
