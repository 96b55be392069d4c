package io.drover.engine.drl;

import io.drover.engine.drl.FactType.QuestionType;
import io.drover.engine.drl.Scope.Binding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps questions about time out of joins. The instants at which answers change are collected as questions are asked, and how
 * often a join is evaluated depends on the order of facts; a question about one fact alone is asked once of each.
 */
final class TimeInJoinCheck {

    private final PatternView view;

    private TimeInJoinCheck(PatternView view) {
        this.view = view;
    }

    static void check(PatternView view) {
        TimeInJoinCheck check = new TimeInJoinCheck(view);
        view.constraints().forEach(check::check);
    }

    private void check(Constraint constraint) {
        Optional<Operand> time =
                constraint.condition().operands().filter(this::asksTime).findFirst();
        boolean joins = constraint.condition().operands().anyMatch(view::isFromElsewhere);
        if (time.isPresent() && joins) {
            view.report(
                    time.get().at(),
                    "time-in-join",
                    "A question about time and a variable of another pattern stand in one condition.",
                    "Make two conditions of it, with a comma between them.");
        }
    }

    private boolean asksTime(Operand operand) {
        if (operand instanceof Operand.Call call) {
            QuestionType question = question(call);
            return question != null && question.time();
        }
        Binding binding = operand instanceof Operand.Variable ? view.binding(operand) : null;
        return binding != null && binding.time();
    }

    private @Nullable QuestionType question(Operand.Call call) {
        Binding binding = view.binding(call);
        FactType type = call.variable() == null
                ? view.type()
                : binding == null ? null : binding.typed().fact();
        return type == null ? null : type.question(call.name());
    }
}
