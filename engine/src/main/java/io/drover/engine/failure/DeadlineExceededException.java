package io.drover.engine.failure;

import java.time.Duration;

/** The decision was not made within the time allowed for it. */
public final class DeadlineExceededException extends DecisionException {

    /** An exception for a decision that took longer than {@code allowed}. */
    public DeadlineExceededException(Duration allowed) {
        super("deadline", "The decision was not made within " + allowed.toMillis() + " ms.");
    }
}
