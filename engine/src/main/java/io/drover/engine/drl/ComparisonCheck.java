package io.drover.engine.drl;

import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Condition.Truth;
import io.drover.engine.pack.Threshold;
import io.drover.engine.sandbox.FuelledPattern;
import java.util.List;
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
            boolean missable = !other.is(ValueType.MISSING) || Guards.key(comparison.left()) != null;
            if (!missable || !OperatorTypes.fit(comparison.operator(), left.type(), other.type())) {
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
                OperatorTypes.remedy(comparison.operator(), left.type()));
    }

    private void checkPattern(Operand operand) {
        try {
            texts(operand).forEach(FuelledPattern::compile);
        } catch (IllegalArgumentException e) {
            view.report(
                    operand.at(),
                    "wrong-pattern",
                    String.valueOf(e.getMessage()),
                    "Write for instance title matches \"(?i).*chief.*\", without looking ahead or back, or ask titleHas( ).");
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
