package io.drover.engine.drl;

import io.drover.engine.drl.Condition.All;
import io.drover.engine.drl.Condition.Any;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Negation;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Condition.Truth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a condition says about values being there: which are, where it holds, and where it does not. */
final class Guards {

    private Guards() {}

    /** The text by which something that may be missing is known; null for what is always there. */
    static @Nullable String key(Operand operand) {
        if (operand instanceof Operand.Field field) {
            return field.text();
        }
        if (operand instanceof Operand.Variable variable) {
            return variable.name();
        }
        if (operand instanceof Operand.Call call) {
            return (call.variable() == null ? "" : call.variable() + ".") + call.name() + "()";
        }
        return null;
    }

    /** What is not missing where all of {@code constraints} hold. */
    static Set<String> presentBy(List<Constraint> constraints) {
        Set<String> present = new HashSet<>();
        constraints.stream()
                .filter(constraint -> !constraint.isBindingOnly())
                .forEach(constraint -> present.addAll(whenTrue(constraint.condition())));
        return present;
    }

    /** What is not missing where {@code condition} holds. */
    static Set<String> whenTrue(Condition condition) {
        if (condition instanceof All all) {
            return union(all.parts(), true);
        }
        if (condition instanceof Any any) {
            return intersection(any.parts(), true);
        }
        if (condition instanceof Negation negation) {
            return whenFalse(negation.part());
        }
        if (condition instanceof Comparison comparison) {
            return whenComparisonIsTrue(comparison);
        }
        return condition instanceof Truth truth && truth.operand() instanceof Operand.Field field
                ? Set.of(field.text())
                : Set.of();
    }

    /** What is not missing where {@code condition} does not hold. */
    static Set<String> whenFalse(Condition condition) {
        if (condition instanceof All all) {
            return intersection(all.parts(), false);
        }
        if (condition instanceof Any any) {
            return union(any.parts(), false);
        }
        if (condition instanceof Negation negation) {
            return whenTrue(negation.part());
        }
        boolean isNull = condition instanceof Comparison comparison
                && comparison.operator() == Operator.EQUAL
                && comparison.other() instanceof Operand.Missing;
        return isNull ? keys(((Comparison) condition).left()) : Set.of();
    }

    private static Set<String> whenComparisonIsTrue(Comparison comparison) {
        return switch (comparison.operator()) {
            case EQUAL -> equal(comparison.left(), comparison.other());
            case NOT_EQUAL -> comparison.other() instanceof Operand.Missing ? keys(comparison.left()) : Set.of();
            case LESS, AT_MOST, GREATER, AT_LEAST -> {
                Set<String> both = new HashSet<>(keys(comparison.left()));
                both.addAll(keys(comparison.other()));
                yield both;
            }
            case IN, MEMBER, CONTAINS, MATCHES, AFFIX -> keys(comparison.left());
            case NOT_IN, NOT_MEMBER, NOT_CONTAINS, NOT_MATCHES -> Set.of();
        };
    }

    /** Of two equal values both are there if one of them is a literal or a threshold. */
    private static Set<String> equal(Operand left, Operand right) {
        if (left instanceof Operand.Missing || right instanceof Operand.Missing) {
            return Set.of();
        }
        if (key(left) != null && key(right) != null) {
            return Set.of();
        }
        Set<String> keys = new HashSet<>(keys(left));
        keys.addAll(keys(right));
        return keys;
    }

    private static Set<String> keys(Operand operand) {
        String key = key(operand);
        return key == null ? Set.of() : Set.of(key);
    }

    private static Set<String> union(List<Condition> parts, boolean when) {
        Set<String> all = new HashSet<>();
        parts.forEach(part -> all.addAll(when ? whenTrue(part) : whenFalse(part)));
        return all;
    }

    private static Set<String> intersection(List<Condition> parts, boolean when) {
        Set<String> common = new HashSet<>(when ? whenTrue(parts.get(0)) : whenFalse(parts.get(0)));
        parts.forEach(part -> common.retainAll(when ? whenTrue(part) : whenFalse(part)));
        return common;
    }
}
