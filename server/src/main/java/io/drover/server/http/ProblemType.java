package io.drover.server.http;

import java.util.stream.Stream;

/** Every kind of problem a request can meet. The code is its stable name, the title the same for every occurrence. */
enum ProblemType {
    MALFORMED_JSON("malformed-json", 400, "The body is not JSON"),
    TRUNCATED_BODY("truncated-body", 400, "The body ended early"),
    UNAUTHORIZED("unauthorized", 401, "A token is needed"),
    FORBIDDEN("forbidden", 403, "The token does not allow this"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not allowed here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "The answer would not be acceptable"),
    CONFLICT("conflict", 409, "Something stands against it"),
    PRECONDITION("precondition", 412, "It is not what the request expects"),
    TOO_LARGE("too-large", 413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body is of another type"),
    EXPECTATION_FAILED("expectation-failed", 417, "The expectation cannot be met"),
    INVALID_REQUEST("invalid-request", 422, "The request is not valid"),
    PACK_REFUSED("pack-refused", 422, "The gate refuses the pack"),
    PRECONDITION_REQUIRED("precondition-required", 428, "The request has to say what it expects"),
    RATE_LIMITED("rate-limited", 429, "Too many requests"),
    RULE_FAILED("rule-failed", 500, "A rule failed"),
    INTERNAL("internal", 500, "The server failed"),
    UNSUPPORTED_TRANSFER_CODING("unsupported-transfer-coding", 501, "The transfer coding is not known"),
    NOT_RECORDED("not-recorded", 503, "The change cannot be recorded"),
    OVERLOADED("overloaded", 503, "The server has too much to do"),
    DEADLINE("deadline", 503, "The decision took too long"),
    NOT_READY("not-ready", 503, "The server has no rules to decide by");

    private final String code;
    private final int status;
    private final String title;

    ProblemType(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The type named {@code code}; an unknown one is an internal failure. */
    static ProblemType of(String code) {
        return Stream.of(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElse(INTERNAL);
    }
}
