package io.drover.server.activation;

/** No active pack has the treatment, and it was never switched. The message is for the caller. */
public final class UnknownTreatmentException extends RuntimeException {

    UnknownTreatmentException(String message) {
        super(message);
    }
}
