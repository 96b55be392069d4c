package io.drover.engine.drl;

import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Condition.Truth;
import io.drover.engine.pack.Threshold;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Checks that conditions compare like with like, and with values that can occur. */
final class ComparisonCheck {

    private static final String CODE = "wrong-literal-type";

    private final PatternView view;
    private final OperandTypes types;

    private ComparisonCheck(PatternView view) {
        this.view = view;
        this.types = OperandTypes.reporting(view);
    }

    /** Checks one constraint of {@code view}. */
    static void check(PatternView view, Constraint constraint) {
        ComparisonCheck check = new ComparisonCheck(view);
        constraint.condition().leaves().forEach(leaf -> {
            if (leaf instanceof Comparison comparison) {
                check.checkComparison(comparison);
            } else if (leaf instanceof Truth truth) {
                check.checkTruth(truth, constraint.isBindingOnly());
            }
        });
    }

    private void checkTruth(Truth truth, boolean bindingOnly) {
        Typed typed = types.of(truth.operand());
        if (!bindingOnly && !typed.is(ValueType.BOOLEAN) && !typed.is(ValueType.UNKNOWN)) {
            view.report(
                    truth.operand().at(),
                    CODE,
                    "Here stands " + OperandTypes.words(truth.operand(), typed) + ", compared with nothing.",
                    "Compare it, as in employees >= T.SIZE_SMALLEST.");
        }
    }

    private void checkComparison(Comparison comparison) {
        Typed left = types.of(comparison.left());
        List<Typed> right = comparison.right().stream().map(types::of).toList();
        for (int i = 0; i < right.size(); i++) {
            Operand operand = comparison.right().get(i);
            Typed other = right.get(i);
            if (left.is(ValueType.UNKNOWN) || other.is(ValueType.UNKNOWN)) {
                continue;
            }
            if (!fits(comparison.operator(), left.type(), other.type())) {
                report(comparison, left, operand, other);
            } else if (comparison.operator() == Operator.MATCHES || comparison.operator() == Operator.NOT_MATCHES) {
                checkPattern(operand);
            } else {
                checkDecimals(comparison, left, operand, other);
                checkValues(left.oneOf(), operand);
                checkValues(other.oneOf(), comparison.left());
            }
        }
    }

    private void report(Comparison comparison, Typed left, Operand operand, Typed other) {
        String text = OperandTypes.words(comparison.left(), left);
        view.report(
                operand.at(),
                CODE,
                Character.toUpperCase(text.charAt(0)) + text.substring(1) + ", cannot be compared by "
                        + comparison.operator().text() + " with " + OperandTypes.words(operand, other) + ".",
                remedy(comparison.operator(), left.type()));
    }

    private static String remedy(Operator operator, ValueType left) {
        return switch (operator) {
            case MEMBER, NOT_MEMBER -> "Compare a text with a threshold of type list.";
            case CONTAINS, NOT_CONTAINS -> "Ask contains of a list of texts or a text, and of no entry of an open map.";
            case MATCHES, NOT_MATCHES, AFFIX ->
                left == ValueType.OPEN
                        ? "Compare it by == or in; the entry of an open map may be no text, and then the rule would fail."
                        : "Compare a text with a text.";
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, IN, NOT_IN ->
                left == ValueType.INSTANT || left == ValueType.DATE
                        ? "Compare it with another one, or ask a question about time such as within(T.INTENT_WINDOW)."
                        : "Compare it with " + left.words() + ".";
        };
    }

    private static boolean fits(Operator operator, ValueType left, ValueType right) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> left == ValueType.MISSING || right == ValueType.MISSING || areEquable(left, right);
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
            return other == ValueType.OPEN || other == ValueType.TEXT || other == ValueType.BOOLEAN || other.isNumber();
        }
        boolean comparable = left != ValueType.TEXTS && left != ValueType.MAP && left != ValueType.DURATION;
        return (left == right && comparable) || (left.isNumber() && right.isNumber());
    }

    private static boolean areOrdered(ValueType left, ValueType right) {
        boolean instants = left == ValueType.INSTANT && right == ValueType.INSTANT;
        boolean dates = left == ValueType.DATE && right == ValueType.DATE;
        boolean numbers = (left.isNumber() || left == ValueType.OPEN) && (right.isNumber() || right == ValueType.OPEN);
        return instants || dates || (numbers && (left.isNumber() || right.isNumber()));
    }

    private void checkPattern(Operand operand) {
        try {
            texts(operand).forEach(Pattern::compile);
        } catch (PatternSyntaxException e) {
            view.report(
                    operand.at(),
                    "wrong-pattern",
                    "The text behind matches is no regular expression.",
                    "Write for instance title matches \"(?i).*chief.*\", or ask titleHas( ).");
        }
    }

    /** Two decimals from facts are not equal where one has more zeros behind the point. */
    private void checkDecimals(Comparison comparison, Typed left, Operand operand, Typed other) {
        if (!comparison.operator().isOrder()
                && left.is(ValueType.DECIMAL)
                && other.is(ValueType.DECIMAL)
                && isFromFact(comparison.left())
                && isFromFact(operand)) {
            view.report(
                    comparison.at(),
                    "decimal-equality",
                    "Two decimal numbers of facts are compared for being equal, but 10.5 and 10.50 are not.",
                    "Compare them with >= and <=.");
        }
    }

    private static boolean isFromFact(Operand operand) {
        return !(operand instanceof Operand.Digits) && !(operand instanceof Operand.ThresholdName);
    }

    private void checkValues(List<String> known, Operand operand) {
        if (known.isEmpty()) {
            return;
        }
        texts(operand).filter(text -> !known.contains(text)).findFirst().ifPresent(text -> {
            String where = operand instanceof Operand.ThresholdName name
                    ? "The threshold T." + name.constant() + " has"
                    : "Here stands";
            view.report(
                    operand.at(),
                    "unknown-value",
                    where + " the value \"" + text + "\", which never occurs here.",
                    Nearest.didYouMean(text, known, "The values are " + String.join(", ", known) + "."));
        });
    }

    /** The texts that {@code operand} stands for, if it is a literal or a threshold. */
    private Stream<String> texts(Operand operand) {
        if (operand instanceof Operand.Text text) {
            return Stream.of(text.value());
        }
        Threshold threshold = operand instanceof Operand.ThresholdName name
                ? view.vocabulary().threshold(name.constant())
                : null;
        if (threshold == null) {
            return Stream.of();
        }
        return threshold.value() instanceof List<?> list
                ? list.stream().map(String::valueOf)
                : threshold.type() == Threshold.Type.TEXT ? Stream.of(String.valueOf(threshold.value())) : Stream.of();
    }
}
