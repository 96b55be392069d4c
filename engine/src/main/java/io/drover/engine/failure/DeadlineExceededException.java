package io.drover.engine.failure;

import java.time.Duration;

/** The decision was not made within the time allowed for it. */
public final class DeadlineExceededException extends DecisionException {

    /** An exception for a decision that took longer than {@code allowed}. */
    public DeadlineExceededException(Duration allowed) {
        this("The decision was not made within " + allowed.toMillis() + " ms.");
    }

    private DeadlineExceededException(String message) {
        super("deadline", message);
    }

    /** The same, which also tells what was being evaluated at that time; that need not be what took so long. */
    public DeadlineExceededException during(String pack, String rule) {
        return new DeadlineExceededException(
                getMessage() + " The rule \"" + rule + "\" of the pack " + pack + " was being evaluated.");
    }
}
