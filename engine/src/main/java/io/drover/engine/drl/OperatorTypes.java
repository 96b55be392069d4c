package io.drover.engine.drl;

import io.drover.engine.drl.Condition.Operator;

/**
 * Which types operators compare. Both compilers accept more; what is left out here fails on some facts, or is answered
 * differently by the two.
 */
final class OperatorTypes {

    private OperatorTypes() {}

    /** Whether {@code operator} compares {@code left} with {@code right}. */
    static boolean fit(Operator operator, ValueType left, ValueType right) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> right == ValueType.MISSING || areEquable(left, right);
            case IN, NOT_IN -> right != ValueType.MISSING && areEquable(left, right);
            case LESS, AT_MOST, GREATER, AT_LEAST -> areOrdered(left, right);
            case MEMBER, NOT_MEMBER -> (left == ValueType.TEXT || left == ValueType.OPEN) && right == ValueType.TEXTS;
            case CONTAINS, NOT_CONTAINS ->
                (left == ValueType.TEXTS || left == ValueType.TEXT) && right == ValueType.TEXT;
            case MATCHES, NOT_MATCHES, AFFIX -> left == ValueType.TEXT && right == ValueType.TEXT;
        };
    }

    private static boolean areEquable(ValueType left, ValueType right) {
        if (left == ValueType.OPEN || right == ValueType.OPEN) {
            ValueType other = left == ValueType.OPEN ? right : left;
            return other == ValueType.OPEN
                    || other == ValueType.TEXT
                    || other == ValueType.BOOLEAN
                    || other == ValueType.WHOLE;
        }
        boolean equable = left != ValueType.TEXTS && left != ValueType.MAP && left != ValueType.DURATION;
        return (left == right && equable) || (left.isNumber() && right.isNumber());
    }

    /** Entries of open maps have no order: one of another type than expected would make the rule fail. */
    private static boolean areOrdered(ValueType left, ValueType right) {
        boolean instants = left == ValueType.INSTANT && right == ValueType.INSTANT;
        boolean dates = left == ValueType.DATE && right == ValueType.DATE;
        return instants || dates || (left.isNumber() && right.isNumber());
    }

    /** What {@code operator} compares {@code left} with, as a sentence. */
    static String remedy(Operator operator, ValueType left) {
        if (left == ValueType.OPEN) {
            return "Compare it by ==, in or memberOf with texts, whole numbers, true or false, and declare a fact type"
                    + " where that is not enough.";
        }
        return switch (operator) {
            case MEMBER, NOT_MEMBER -> "Compare a text with a threshold of type list.";
            case CONTAINS, NOT_CONTAINS -> "Ask contains of a text or a list of texts.";
            case MATCHES, NOT_MATCHES, AFFIX -> "Compare a text with a text.";
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, IN, NOT_IN ->
                left == ValueType.INSTANT || left == ValueType.DATE
                        ? "Compare it with another one, or ask a question about time such as within(T.INTENT_WINDOW)."
                        : "Compare it with " + left.words() + ".";
        };
    }
}
