package io.drover.engine.drl;

import java.util.List;

/** Checks what only the results of accumulates are subject to, for the sake of the compilers. */
final class ResultCheck {

    private ResultCheck() {}

    /** Checks one constraint of an accumulate whose functions bind the variables {@code own}. */
    static void check(PatternView view, Constraint constraint, List<String> own) {
        if (constraint.variable() != null) {
            view.report(
                    constraint.at(),
                    "forbidden-accumulate",
                    "A variable is bound among the results of an accumulate.",
                    "Bind it where the function stands, as in $n : count(1).");
        }
        long used = constraint
                .condition()
                .operands()
                .map(Guards::key)
                .filter(own::contains)
                .distinct()
                .count();
        if (used > 1) {
            view.report(
                    constraint.at(),
                    "forbidden-accumulate",
                    "Two results of one accumulate stand in one condition.",
                    "Put a comma between their conditions, or make two accumulates of it.");
        }
        constraint.condition().leaves().forEach(leaf -> checkLeft(view, leaf, own));
    }

    /** The compiler takes the type of the left side for that of the result. */
    private static void checkLeft(PatternView view, Condition leaf, List<String> own) {
        if (leaf instanceof Condition.Comparison comparison
                && comparison.left() instanceof Operand.Variable left
                && !own.contains(left.name())
                && comparison.right().stream().anyMatch(operand -> own.contains(Guards.key(operand)))) {
            view.report(
                    left.at(),
                    "forbidden-accumulate",
                    "The result of the accumulate stands on the right of the comparison.",
                    "Write it on the left.");
        }
    }
}
