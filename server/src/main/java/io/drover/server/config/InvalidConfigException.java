package io.drover.server.config;

/** The configuration cannot be used; the message is a sentence for whoever wrote it. */
public final class InvalidConfigException extends RuntimeException {

    public InvalidConfigException(String message) {
        super(message);
    }

    public InvalidConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
