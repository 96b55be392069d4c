package io.drover.engine.failure;

import org.jspecify.annotations.Nullable;

/**
 * Why no decision was made. The message is written for the caller and holds ids and names, never the values of facts.
 */
public abstract sealed class DecisionException extends RuntimeException
        permits InvalidRequestException, MalformedRequestException, RuleFailedException, DeadlineExceededException {

    private final String code;

    DecisionException(String code, String message) {
        super(message);
        this.code = code;
    }

    DecisionException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable name of the failure, such as {@code invalid-request}. */
    public final String code() {
        return code;
    }
}
