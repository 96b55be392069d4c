package io.drover.engine.drl;

import io.drover.engine.drl.Condition.All;
import io.drover.engine.drl.Condition.Any;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Negation;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Condition.Truth;
import io.drover.engine.drl.Scope.Binding;
import java.util.HashSet;
import java.util.Set;

/**
 * Demands {@code field != null} before every condition that a missing value would meet, or that would fail on one: to Drools
 * a missing value is unlike anything, {@code memberOf} and its like throw, and two missing values are equal.
 */
final class MissingValueCheck {

    private static final String HOLDS = "the condition would hold";

    private final PatternView view;
    private final OperandTypes types;

    private MissingValueCheck(PatternView view) {
        this.view = view;
        this.types = OperandTypes.silent(view);
    }

    /** Checks all constraints of {@code view}, each in the light of those before it. */
    static void check(PatternView view) {
        MissingValueCheck check = new MissingValueCheck(view);
        Set<String> present = new HashSet<>();
        for (Constraint constraint : view.constraints()) {
            if (!constraint.isBindingOnly()) {
                check.check(constraint.condition(), present, false);
                present.addAll(Guards.whenTrue(constraint.condition()));
            }
        }
    }

    private void check(Condition condition, Set<String> present, boolean negated) {
        if (condition instanceof All all) {
            Set<String> known = new HashSet<>(present);
            all.parts().forEach(part -> {
                check(part, known, negated);
                known.addAll(negated ? Set.of() : Guards.whenTrue(part));
            });
        } else if (condition instanceof Any any) {
            Set<String> known = new HashSet<>(present);
            any.parts().forEach(part -> {
                check(part, known, negated);
                known.addAll(Guards.whenFalse(part));
            });
        } else if (condition instanceof Negation negation) {
            check(negation.part(), present, !negated);
        } else if (condition instanceof Comparison comparison) {
            checkComparison(comparison, present, negated);
        } else if (condition instanceof Truth truth
                && !(truth.operand() instanceof Operand.Call)
                && types.of(truth.operand()).is(ValueType.BOOLEAN)) {
            demand(truth.operand(), present, "the rule would fail");
        }
    }

    private void checkComparison(Comparison comparison, Set<String> present, boolean negated) {
        Operand left = comparison.left();
        Operand right = comparison.other();
        if (left instanceof Operand.Missing || right instanceof Operand.Missing) {
            return;
        }
        comparison.operands().forEach(operand -> demandInArithmetic(operand, present));
        boolean holds = negated != isMetByMissing(comparison.operator());
        if (holds || failsOnMissing(comparison.operator())) {
            String consequence = holds ? HOLDS : "the rule would fail";
            demand(left, present, consequence);
            comparison.right().forEach(operand -> demand(operand, present, consequence));
        } else if (!comparison.operator().isOrder() && isMissable(left, present)) {
            comparison.right().forEach(operand -> demand(operand, present, "it would equal another missing value"));
        }
    }

    /** Whether a missing value on the left meets it. */
    private static boolean isMetByMissing(Operator operator) {
        return switch (operator) {
            case NOT_EQUAL, NOT_IN, NOT_MEMBER, NOT_CONTAINS, NOT_MATCHES -> true;
            case EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, IN, MEMBER, CONTAINS, MATCHES, AFFIX -> false;
        };
    }

    /** Whether it may throw on a missing value. */
    private static boolean failsOnMissing(Operator operator) {
        return switch (operator) {
            case MEMBER, NOT_MEMBER, CONTAINS, NOT_CONTAINS, MATCHES, NOT_MATCHES, AFFIX -> true;
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, IN, NOT_IN -> false;
        };
    }

    private void demandInArithmetic(Operand operand, Set<String> present) {
        if (operand instanceof Operand.Arithmetic arithmetic) {
            arithmetic.parts().forEach(part -> demand(part, present, "the rule would fail"));
        }
    }

    private void demand(Operand operand, Set<String> present, String otherwise) {
        if (!isMissable(operand, present)) {
            return;
        }
        String key = String.valueOf(Guards.key(operand));
        Binding binding = view.binding(operand);
        view.report(
                operand.at(),
                "unguarded-missing",
                kind(operand) + key + " may be missing, and then " + otherwise + ".",
                binding == null
                        ? "Write " + key + " != null before it, in the same pattern."
                        : "Write " + (operand instanceof Operand.Field field ? field.name() : binding.from())
                                + " != null in the pattern that binds " + binding.variable() + ".");
    }

    private static String kind(Operand operand) {
        if (operand instanceof Operand.Field) {
            return "The field ";
        }
        return operand instanceof Operand.Variable ? "The variable " : "The answer of ";
    }

    private boolean isMissable(Operand operand, Set<String> present) {
        String key = Guards.key(operand);
        if (key == null || present.contains(key) || !types.of(operand).nullable()) {
            return false;
        }
        Binding binding = view.binding(operand);
        return binding == null
                || !(operand instanceof Operand.Field field)
                || !binding.present().contains(new Operand.Field(null, field.name(), field.key(), 0).text());
    }
}
