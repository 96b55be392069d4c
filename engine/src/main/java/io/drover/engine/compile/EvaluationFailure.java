package io.drover.engine.compile;

import io.drover.engine.failure.DeadlineExceededException;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.RuleFailedException;
import io.drover.engine.sandbox.OutOfFuelException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was thrown out of an evaluation as a failed decision.
 *
 * @param revision of the pack
 * @param ruleEvaluated whose conditions were being evaluated; null where that is not known
 * @param ruleAtWork which fired last or was firing; null before the first
 */
record EvaluationFailure(
        String pack,
        String revision,
        @Nullable String ruleEvaluated,
        @Nullable String ruleAtWork) {

    DecisionException of(Throwable thrown) {
        DecisionException decision = cause(thrown, DecisionException.class);
        if (decision instanceof DeadlineExceededException late && ruleEvaluated != null) {
            return late.during(pack, ruleEvaluated);
        }
        if (decision != null) {
            return decision;
        }
        Budget.ExhaustedException exhausted = cause(thrown, Budget.ExhaustedException.class);
        if (exhausted != null) {
            return failed(
                    Objects.requireNonNullElse(exhausted.rule(), rule(thrown)),
                    String.valueOf(exhausted.getMessage()),
                    null);
        }
        return cause(thrown, OutOfFuelException.class) != null
                ? failed(rule(thrown), "takes more work than a decision may: its fuel is used up.", null)
                : failed(rule(thrown), "failed while it was evaluated.", thrown);
    }

    private RuleFailedException failed(String rule, String what, @Nullable Throwable cause) {
        return new RuleFailedException(pack, rule, revision, what, cause);
    }

    /** Rules that have a condition in common share its code, which knows but one of them: who burnt the fuel, the agenda knows. */
    private String rule(Throwable thrown) {
        Optional<String> evaluated = Optional.ofNullable(ruleEvaluated);
        boolean isOutOfFuel = cause(thrown, OutOfFuelException.class) != null;
        return (isOutOfFuel ? evaluated : Optional.<String>empty())
                .or(() -> FailedRule.nameOf(thrown))
                .or(() -> evaluated)
                .or(() -> Optional.ofNullable(ruleAtWork))
                .orElse("unknown");
    }

    private static <T> @Nullable T cause(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }
}
