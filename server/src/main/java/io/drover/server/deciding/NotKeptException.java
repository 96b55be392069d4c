package io.drover.server.deciding;

/** The rule set that a request names is not kept. The message is for the caller. */
public final class NotKeptException extends RuntimeException {

    NotKeptException() {
        super("No rule set of this revision is kept, or not all of it any more; the revision of a decision, or of"
                + " GET /health/ready, is one.");
    }
}
