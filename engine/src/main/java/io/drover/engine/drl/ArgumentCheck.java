package io.drover.engine.drl;

import io.drover.engine.drl.FactType.QuestionType;
import io.drover.model.fact.Durations;
import java.time.DateTimeException;

/** Checks what questions are asked with, and the durations and numbers that conclusions are given. */
final class ArgumentCheck {

    private final PatternView view;
    private final OperandTypes types;

    ArgumentCheck(PatternView view, OperandTypes types) {
        this.view = view;
        this.types = types;
    }

    void check(Operand.Call call, QuestionType question) {
        int expected = question.parameters().size();
        if (call.arguments().size() != expected) {
            view.report(
                    call.at(),
                    "wrong-argument",
                    "The question " + call.name() + "( ) is asked with "
                            + call.arguments().size() + " values instead of " + expected + ".",
                    "Write " + call.name() + "( "
                            + String.join(
                                    ", ",
                                    question.parameters().stream()
                                            .map(ValueType::words)
                                            .toList())
                            + " ).");
            return;
        }
        for (int i = 0; i < expected; i++) {
            checkValue(call.arguments().get(i), question.parameters().get(i));
        }
    }

    /** Checks that {@code value} can stand where one of type {@code expected} is wanted. */
    void checkValue(Operand value, ValueType expected) {
        Typed typed = types.of(value);
        if (typed.is(ValueType.UNKNOWN)) {
            return;
        }
        if (expected == ValueType.DURATION && value instanceof Operand.Text text) {
            checkDuration(text);
        } else if (!fits(typed.type(), expected)) {
            view.report(
                    value.at(),
                    "wrong-literal-type",
                    "Here is wanted " + expected.words() + ", but stands "
                            + typed.type().words() + ".",
                    expected == ValueType.DURATION
                            ? "Write a threshold of type duration, such as T.INTENT_WINDOW."
                            : "Write " + expected.words() + " or a threshold that is one.");
        }
    }

    private static boolean fits(ValueType actual, ValueType expected) {
        return actual == expected || (expected.isNumber() && actual.isNumber());
    }

    private void checkDuration(Operand.Text text) {
        if (!isDuration(text.value())) {
            view.report(
                    text.at(),
                    "wrong-duration",
                    "\"" + text.value() + "\" is no duration.",
                    "Write a whole number and d, h, m or s, as in 7d, and make it a threshold of type duration.");
        }
    }

    static boolean isDuration(String text) {
        try {
            Durations.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
