package io.drover.server.serving;

/** The server cannot start; the message is a sentence for whoever started it. */
public final class CannotServeException extends RuntimeException {

    public CannotServeException(String message, Throwable cause) {
        super(message, cause);
    }
}
