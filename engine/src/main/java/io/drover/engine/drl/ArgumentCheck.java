package io.drover.engine.drl;

import io.drover.engine.drl.FactType.QuestionType;
import io.drover.engine.pack.Threshold;
import io.drover.model.fact.Durations;
import java.time.DateTimeException;
import java.time.LocalTime;

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
        } else if (expected == ValueType.TIME_OF_DAY && typed.is(ValueType.TEXT)) {
            checkTimeOfDay(value);
        } else if (!fits(typed.type(), expected)) {
            view.report(
                    value.at(),
                    "wrong-literal-type",
                    "Here is wanted " + expected.words() + ", but stands "
                            + typed.type().words() + ".",
                    remedy(expected));
        }
    }

    private static String remedy(ValueType expected) {
        return switch (expected) {
            case DURATION -> "Write a threshold of type duration, such as T.INTENT_WINDOW.";
            case TIME_OF_DAY -> "Write a threshold of type text that is one, such as 21:00.";
            default -> "Write " + expected.words() + " or a threshold that is one.";
        };
    }

    /** Checks that a text, or a threshold that is one, is what a clock shows. */
    private void checkTimeOfDay(Operand value) {
        Threshold threshold =
                value instanceof Operand.ThresholdName name ? view.vocabulary().threshold(name.constant()) : null;
        Object shown = value instanceof Operand.Text text ? text.value() : threshold == null ? null : threshold.value();
        if (!(shown instanceof String text) || !isTimeOfDay(text)) {
            view.report(
                    value.at(),
                    "wrong-literal-type",
                    "Here is wanted a time of day, but stands " + (shown == null ? "a text" : "\"" + shown + "\"")
                            + ".",
                    "Write a threshold of type text with hours and minutes, such as 21:00.");
        }
    }

    private static boolean isTimeOfDay(String text) {
        try {
            LocalTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean fits(ValueType actual, ValueType expected) {
        return actual == expected || (expected.isNumber() && actual.isNumber());
    }

    private void checkDuration(Operand.Text text) {
        if (!Durations.isDuration(text.value())) {
            view.report(
                    text.at(),
                    "wrong-duration",
                    "\"" + text.value() + "\" is no duration.",
                    "Write a whole number and d, h, m or s, as in 7d, and make it a threshold of type duration.");
        }
    }
}
