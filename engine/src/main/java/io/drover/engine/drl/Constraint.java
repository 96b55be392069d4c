package io.drover.engine.drl;

import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Truth;
import org.jspecify.annotations.Nullable;

/**
 * One of the comma-separated demands of a pattern, such as {@code $size : employees >= T.SMALLEST}.
 *
 * @param variable bound to the left operand of the condition; null: none
 * @param at offset of its first character
 */
public record Constraint(@Nullable String variable, Condition condition, int at) {

    /** Whether it only binds a variable and demands nothing. */
    public boolean isBindingOnly() {
        return variable != null && condition instanceof Truth;
    }

    /** What the variable is bound to, if the condition has a single left operand. */
    @Nullable
    public Operand bound() {
        if (condition instanceof Truth truth) {
            return truth.operand();
        }
        return condition instanceof Comparison comparison ? comparison.left() : null;
    }
}
