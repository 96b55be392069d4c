package io.drover.engine.drl;

import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.util.function.Consumer;

/** Demands that numbers and durations are thresholds, so that each has an owner and a source; 0 and 1 are free. */
final class BareNumberCheck {

    private final Consumer<Fault> faults;

    private BareNumberCheck(Consumer<Fault> faults) {
        this.faults = faults;
    }

    /** Checks {@code rule}, unless it is a row of a decision table, whose cells are data. */
    static void check(RuleText rule, Consumer<Fault> faults) {
        if (rule.source().file().isDecisionTable()) {
            return;
        }
        BareNumberCheck check = new BareNumberCheck(faults);
        rule.operands().forEach(check::checkNumber);
        rule.conclusions().stream()
                .filter(conclusion -> conclusion.type().equals("Points")
                        && conclusion.arguments().size() == 4)
                .forEach(
                        conclusion -> check.checkDuration(conclusion.arguments().get(3)));
    }

    private void checkNumber(Operand operand) {
        if (operand instanceof Operand.Digits digits && !isFree(digits.value())) {
            report(digits.at(), "The number " + digits.value());
        } else if (operand instanceof Operand.Call call && isTimeQuestion(call.name())) {
            call.arguments().forEach(this::checkDuration);
        }
    }

    private void checkDuration(Operand operand) {
        if (operand instanceof Operand.Text text && Durations.isDuration(text.value())) {
            report(text.at(), "The duration \"" + text.value() + "\"");
        }
    }

    private void report(int at, String what) {
        faults.accept(new Fault(
                at,
                "bare-number",
                what + " stands in a rule.",
                "Add it to thresholds.csv, with its owner and source, and write T. and its name in capitals."));
    }

    private static boolean isFree(String digits) {
        BigDecimal number = new BigDecimal(digits);
        return number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0;
    }

    private static boolean isTimeQuestion(String name) {
        return ModelTypes.READABLE.values().stream()
                        .map(type -> type.question(name))
                        .anyMatch(question -> question != null && question.time())
                || ModelTypes.timedQuestions().containsKey(name);
    }
}
