package io.drover.engine.drl;

import io.drover.engine.drl.Conclusion.Addition;
import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.Scope.Binding;
import io.drover.engine.pack.Threshold;
import io.drover.model.conclusion.Withhold;
import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks the values that conclusions are given. */
final class ConclusionValues {

    private static final String CODE = "wrong-literal-type";

    private final PatternView view;
    private final OperandTypes types;
    private final ArgumentCheck arguments;

    ConclusionValues(RuleText rule, Scope scope, Vocabulary vocabulary, Consumer<Fault> faults) {
        this.view = new PatternView(rule, null, List.of(), -1, Map.of(), scope, vocabulary, faults);
        this.types = OperandTypes.reporting(view);
        this.arguments = new ArgumentCheck(view, types);
    }

    /** Checks what Points are given behind the score's name: a fact with a date, a number, a duration. */
    void checkPoints(List<Operand> given) {
        Typed source = value(given.get(1));
        FactType fact = source.fact();
        if (!source.is(ValueType.UNKNOWN) && (fact == null || !fact.dated())) {
            view.report(
                    given.get(1).at(),
                    CODE,
                    "Points are earned by a fact with a date, but here stands "
                            + (fact == null ? source.type().words() : "a fact of type " + fact.name())
                            + ".",
                    "Bind the pattern to a variable, as in $signal : Signal( … ), and write the variable.");
        }
        Typed points = value(given.get(2));
        if (!points.is(ValueType.UNKNOWN)) {
            if (!points.type().isNumber()) {
                wrong(given.get(2), points, "a number or a threshold that is one");
            }
            demandPresent(given.get(2), points, "earns no points");
        }
        if (!value(given.get(3)).is(ValueType.UNKNOWN)) {
            arguments.checkValue(given.get(3), ValueType.DURATION);
        }
        checkSizes(given.get(2), given.get(3));
    }

    /** Points below zero and a half-life of nothing would make every decision fail in which the rule fires. */
    private void checkSizes(Operand points, Operand halfLife) {
        Object number = constant(points);
        if (number instanceof Number && new BigDecimal(number.toString()).signum() < 0) {
            view.report(points.at(), CODE, "The points are less than zero.", "Write zero or more.");
        }
        if (constant(halfLife) instanceof String text
                && Durations.isDuration(text)
                && Durations.parse(text).isZero()) {
            view.report(halfLife.at(), CODE, "The half-life is zero.", "Write one that is longer, such as 14d.");
        }
    }

    /** The value of a literal text or of a threshold; null where it is neither. */
    private @Nullable Object constant(Operand operand) {
        if (operand instanceof Operand.Text text) {
            return text.value();
        }
        Threshold threshold = operand instanceof Operand.ThresholdName name
                ? view.vocabulary().threshold(name.constant())
                : null;
        return threshold == null ? null : threshold.value();
    }

    /** Checks what Withhold is given: a candidate, and a reason that rules may state. */
    void checkWithhold(List<Operand> given) {
        Typed candidate = value(given.get(0));
        FactType fact = candidate.fact();
        if (!candidate.is(ValueType.UNKNOWN) && (fact == null || !fact.name().equals("CandidateTreatment"))) {
            wrong(given.get(0), candidate, "a candidate, as in $candidate : CandidateTreatment( … )");
        }
        if (!(given.get(1) instanceof Operand.Text reason)) {
            checkLiteral(given.get(1), "The reason");
        } else if (!Withhold.OF_RULES.contains(reason.value())) {
            view.report(
                    reason.at(),
                    "unknown-value",
                    Withhold.REASONS.contains(reason.value())
                            ? "The reason \"" + reason.value()
                                    + "\" is found by the engine, out of the policy of pack.yaml."
                            : "There is no reason \"" + reason.value() + "\" to withhold a treatment.",
                    Nearest.didYouMean(
                            reason.value(),
                            Withhold.OF_RULES,
                            "Write one of " + String.join(", ", Withhold.OF_RULES) + "."));
        }
    }

    private void checkUntil(Operand instant) {
        Typed typed = value(instant);
        if (typed.is(ValueType.UNKNOWN)) {
            return;
        }
        if (!typed.is(ValueType.INSTANT)) {
            wrong(
                    instant,
                    typed,
                    "an instant that a question answered, as in $end : quietHoursEnd(T.QUIET_HOURS_BEGIN, T.QUIET_HOURS_END)");
        }
        demandPresent(instant, typed, "would hold for ever");
    }

    /** Checks what an addition is given. */
    void checkAddition(Addition addition) {
        List<Operand> given = addition.arguments();
        int expected = addition.name().equals("with") ? 2 : 1;
        if (given.size() != expected) {
            view.report(
                    addition.at(),
                    "wrong-argument",
                    "The addition ." + addition.name() + "( ) is given " + given.size() + " values instead of "
                            + expected + ".",
                    expected == 2 ? "Give it the parameter's name and its value." : "Give it one value.");
            return;
        }
        switch (addition.name()) {
            case "contact" -> checkContact(given.get(0));
            case "until" -> checkUntil(given.get(0));
            case "group" -> checkLiteral(given.get(0), "The group");
            default -> {
                checkLiteral(given.get(0), "The parameter");
                checkParameter(given.get(1));
            }
        }
    }

    private void checkContact(Operand contact) {
        Typed typed = value(contact);
        if (typed.is(ValueType.UNKNOWN)) {
            return;
        }
        if (!typed.is(ValueType.TEXT)) {
            wrong(contact, typed, "the id of a contact");
        } else if (!(contact instanceof Operand.Variable) && !(contact instanceof Operand.Call)) {
            wrong(contact, typed, "a variable with the id of a contact");
        }
        demandPresent(contact, typed, "is about no contact");
    }

    private void checkLiteral(Operand operand, String what) {
        if (!(operand instanceof Operand.Text)) {
            view.report(
                    operand.at(),
                    "name-not-literal",
                    what + " is not named by a text.",
                    "Write its name between double quotes.");
        }
    }

    private void checkParameter(Operand operand) {
        Typed typed = value(operand);
        boolean list = operand instanceof Operand.ThresholdName && typed.is(ValueType.TEXTS);
        if (list || typed.is(ValueType.FACT) || typed.is(ValueType.MAP) || typed.is(ValueType.MISSING)) {
            wrong(operand, typed, "a text, a number, true or false");
        }
    }

    private void wrong(Operand operand, Typed typed, String wanted) {
        view.report(
                operand.at(),
                CODE,
                "Here is wanted " + wanted + ", but stands " + OperandTypes.words(operand, typed) + ".",
                "Write " + wanted + ".");
    }

    private void demandPresent(Operand operand, Typed typed, String otherwise) {
        if (typed.nullable()) {
            Binding binding = view.binding(operand);
            String field = operand instanceof Operand.Call call ? call.name() : binding == null ? "it" : binding.from();
            view.report(
                    operand.at(),
                    "unguarded-missing",
                    "The value given here may be missing, and then the conclusion " + otherwise + ".",
                    "Write " + field + " != null in the pattern that binds it.");
        }
    }

    /** What a value of a consequence is, where {@code $contact.id()} reads a field. */
    private Typed value(Operand operand) {
        if (!(operand instanceof Operand.Call call)) {
            return types.of(operand);
        }
        String variable = call.variable();
        Binding binding = view.binding(call);
        if (variable == null || binding == null) {
            return types.of(variable == null ? operand : new Operand.Variable(variable, call.at()));
        }
        FactType fact = binding.typed().fact();
        FieldType field = fact == null ? null : fact.accessedBy(call.name());
        if (fact == null || field == null || !call.arguments().isEmpty()) {
            if (!binding.typed().is(ValueType.UNKNOWN)) {
                view.report(
                        call.at(),
                        "forbidden-call",
                        "A consequence cannot call " + variable + "." + call.name() + "( ).",
                        accessorsOf(fact, call.name()));
            }
            return Typed.UNKNOWN;
        }
        boolean nullable = field.nullable() && !binding.present().contains(field.name());
        return new Typed(field.type(), nullable, field.oneOf(), null);
    }

    private static String accessorsOf(@Nullable FactType fact, String name) {
        if (fact == null) {
            return "Write the variable by itself.";
        }
        List<String> accessors = fact.fields().values().stream()
                .map(FieldType::accessor)
                .sorted()
                .toList();
        return Nearest.didYouMean(name, accessors, "It may call " + String.join(", ", accessors) + ".");
    }
}
