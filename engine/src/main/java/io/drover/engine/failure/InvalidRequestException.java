package io.drover.engine.failure;

import java.util.List;

/** The request is JSON, but it is not a request: every violation found, in the order of their pointers. */
public final class InvalidRequestException extends DecisionException {

    private final transient List<Violation> violations;

    /** An exception for {@code violations}, of which there is at least one. */
    public InvalidRequestException(List<Violation> violations) {
        super(
                "invalid-request",
                violations.size() == 1
                        ? "The request has one violation."
                        : "The request has " + violations.size() + " violations.");
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
