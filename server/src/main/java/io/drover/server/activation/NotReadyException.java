package io.drover.server.activation;

/** There are no rules to decide by; the message says why. */
public final class NotReadyException extends RuntimeException {

    NotReadyException(String message) {
        super(message);
    }
}
