package io.drover.engine.impact;

import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.RuleFailedException;
import io.drover.engine.failure.Violation;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names of the reasons why there is no decision, few enough to count by. */
final class FailureReason {

    private FailureReason() {}

    /** Such as {@code rule-failed: fit.high in b2b-abm}. */
    static String of(DecisionException failure) {
        if (failure instanceof RuleFailedException ruleFailed) {
            return failure.code() + ": " + ruleFailed.rule() + " in " + ruleFailed.pack();
        }
        if (failure instanceof InvalidRequestException invalid) {
            return failure.code() + ": "
                    + invalid.violations().stream()
                            .map(Violation::code)
                            .collect(Collectors.toCollection(TreeSet::new))
                            .stream()
                            .collect(Collectors.joining(", "));
        }
        return failure.code();
    }
}
