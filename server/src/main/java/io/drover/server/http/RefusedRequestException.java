package io.drover.server.http;

import java.util.Map;

/** A request that HTTP itself, or the state of the server, keeps from being decided. The message is for the caller. */
final class RefusedRequestException extends RuntimeException {

    private final ProblemType type;
    private final transient Map<String, String> headers;

    /**
     * An exception that is answered with a problem of {@code type}.
     *
     * @param headers of the answer, beyond the usual ones
     */
    RefusedRequestException(ProblemType type, String detail, Map<String, String> headers) {
        super(detail);
        this.type = type;
        this.headers = Map.copyOf(headers);
    }

    RefusedRequestException(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    ProblemType type() {
        return type;
    }

    Map<String, String> headers() {
        return headers;
    }
}
