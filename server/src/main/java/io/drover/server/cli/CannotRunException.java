package io.drover.server.cli;

/** A command cannot do its work; the message is a sentence for whoever gave it. */
final class CannotRunException extends RuntimeException {

    CannotRunException(String message) {
        super(message);
    }

    CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
