package io.drover.engine.drl;

import io.drover.engine.drl.Scope.Binding;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern, or the results of an accumulation, together with all that is needed to judge its constraints.
 *
 * @param type what the pattern is about; null for the results of an accumulation, or where the type is not known
 * @param owner offset of the pattern or accumulation
 * @param oneOf the only values of fields, where they depend on the pattern, by field
 * @param scope the variables that can be seen, its own included
 * @param faults takes what is found
 */
record PatternView(
        RuleText rule,
        @Nullable FactType type,
        List<Constraint> constraints,
        int owner,
        Map<String, List<String>> oneOf,
        Scope scope,
        Vocabulary vocabulary,
        Consumer<Fault> faults) {

    PatternView {
        constraints = List.copyOf(constraints);
        oneOf = Map.copyOf(oneOf);
    }

    void report(int at, String code, String message, String remedy) {
        faults.accept(new Fault(at, code, message, remedy));
    }

    /** The operands of all constraints, at any depth. */
    Stream<Operand> operands() {
        return constraints.stream().flatMap(constraint -> constraint.condition().operands());
    }

    /** The binding of the variable that {@code operand} is or looks into; null where it uses none that is known. */
    @Nullable
    Binding binding(Operand operand) {
        String variable = null;
        if (operand instanceof Operand.Variable name) {
            variable = name.name();
        } else if (operand instanceof Operand.Field field) {
            variable = field.variable();
        } else if (operand instanceof Operand.Call call) {
            variable = call.variable();
        }
        return variable == null ? null : scope.find(variable);
    }

    /** Whether {@code operand} uses a variable that another pattern binds. */
    boolean isFromElsewhere(Operand operand) {
        Binding binding = binding(operand);
        return binding != null && binding.owner() != owner;
    }
}
