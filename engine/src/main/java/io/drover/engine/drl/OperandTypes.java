package io.drover.engine.drl;

import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.FactType.QuestionType;
import io.drover.engine.drl.Scope.Binding;
import io.drover.engine.pack.Threshold;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what operands are: looks fields, questions, variables and thresholds up, and reports those that do not exist. */
final class OperandTypes {

    private final PatternView view;
    private final boolean reports;

    private OperandTypes(PatternView view, boolean reports) {
        this.view = view;
        this.reports = reports;
    }

    /** Finds types, and reports what it does not find. */
    static OperandTypes reporting(PatternView view) {
        return new OperandTypes(view, true);
    }

    /** Finds types in silence. */
    static OperandTypes silent(PatternView view) {
        return new OperandTypes(view, false);
    }

    /** What {@code operand} is; UNKNOWN where something about it is wrong. */
    Typed of(Operand operand) {
        if (operand instanceof Operand.ThresholdName threshold) {
            return threshold(threshold);
        }
        if (operand instanceof Operand.Variable variable) {
            Binding binding = variable(variable.name(), variable.at());
            return binding == null ? Typed.UNKNOWN : binding.typed();
        }
        if (operand instanceof Operand.Field field) {
            return field(field);
        }
        if (operand instanceof Operand.Call call) {
            return call(call);
        }
        if (operand instanceof Operand.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        }
        return operand instanceof Operand.This ? Typed.fact(view.type()) : Typed.of(literal(operand));
    }

    private static ValueType literal(Operand operand) {
        if (operand instanceof Operand.Digits digits) {
            return digits.value().contains(".") ? ValueType.DECIMAL : ValueType.WHOLE;
        }
        if (operand instanceof Operand.Flag) {
            return ValueType.BOOLEAN;
        }
        return operand instanceof Operand.Missing ? ValueType.MISSING : ValueType.TEXT;
    }

    /** The operand with its type, as a sentence names it. */
    static String words(Operand operand, Typed typed) {
        if (operand instanceof Operand.Text text) {
            return "the text \"" + text.value() + "\"";
        }
        if (operand instanceof Operand.Digits digits) {
            return "the number " + digits.value();
        }
        if (operand instanceof Operand.Flag flag) {
            return "the word " + flag.value();
        }
        String type = ", which is " + typed.type().words();
        if (operand instanceof Operand.ThresholdName threshold) {
            return "the threshold T." + threshold.constant() + type;
        }
        if (operand instanceof Operand.Field field) {
            return "the field " + field.text() + type;
        }
        String key = Guards.key(operand);
        if (key == null) {
            return typed.type().words();
        }
        return (operand instanceof Operand.Variable ? "the variable " : "the answer of ") + key + type;
    }

    private Typed threshold(Operand.ThresholdName name) {
        Threshold threshold = view.vocabulary().threshold(name.constant());
        if (threshold == null && view.vocabulary().mayBeRefused(name.constant())) {
            return Typed.UNKNOWN;
        }
        if (threshold == null) {
            report(
                    name.at(),
                    "unknown-threshold",
                    "There is no threshold T." + name.constant() + ".",
                    Nearest.didYouMean(
                            name.constant(),
                            view.vocabulary().constants(),
                            "Add it to thresholds.csv; the threshold intent.window is T.INTENT_WINDOW in rules."));
            return Typed.UNKNOWN;
        }
        return Typed.of(Vocabulary.typeOf(threshold));
    }

    private @Nullable Binding variable(String name, int at) {
        Binding binding = view.scope().find(name);
        if (binding == null && view.rule().whole()) {
            report(
                    at,
                    "unknown-variable",
                    "The variable " + name + " is bound nowhere before.",
                    Nearest.didYouMean(
                            name,
                            view.scope().variables(),
                            "Bind it first, as in " + name + " : contactId; what is bound within not, exists or"
                                    + " accumulate is not seen outside."));
        }
        return binding;
    }

    /** The fact type that {@code variable} is of, or that the pattern is about; null where that is not known. */
    private @Nullable FactType owner(@Nullable String variable, String member, String code, int at) {
        if (variable == null) {
            if (view.type() == null && view.owner() >= 0 && view.rule().whole()) {
                report(
                        at,
                        code,
                        "No pattern stands here that " + member + " could be a field of.",
                        "Use the variables that the functions of the accumulate bind.");
            }
            return view.type();
        }
        Binding binding = variable(variable, at);
        if (binding == null || binding.typed().is(ValueType.UNKNOWN)) {
            return null;
        }
        if (binding.typed().fact() == null) {
            report(
                    at,
                    code,
                    "The variable " + variable + " is " + binding.typed().type().words() + " and has no " + member
                            + ".",
                    "Write the variable by itself.");
        }
        return binding.typed().fact();
    }

    private Typed field(Operand.Field field) {
        FactType owner = owner(field.variable(), field.name(), "unknown-field", field.at());
        if (owner == null) {
            return Typed.UNKNOWN;
        }
        FieldType type = owner.field(field.name());
        if (type == null) {
            report(
                    field.at(),
                    "unknown-field",
                    owner.name() + " has no field \"" + field.name() + "\".",
                    Nearest.didYouMean(field.name(), owner.memberNames(), fieldsOf(owner)));
            return Typed.UNKNOWN;
        }
        if (type.type() == ValueType.MAP) {
            return entry(field);
        }
        if (field.key() != null) {
            report(
                    field.at(),
                    "unknown-field",
                    "The field " + field.name() + " is " + type.type().words() + " and has no entries.",
                    "Leave the brackets out.");
            return Typed.UNKNOWN;
        }
        List<String> special = field.variable() == null ? view.oneOf().get(field.name()) : null;
        return new Typed(type.type(), type.nullable(), special == null ? type.oneOf() : special, null);
    }

    private Typed entry(Operand.Field field) {
        if (field.key() != null) {
            return new Typed(ValueType.OPEN, true, List.of(), null);
        }
        report(
                field.at(),
                "unknown-field",
                "The field " + field.name() + " is an open map, and no entry of it is named.",
                "Write for instance " + field.name() + "[\"pageType\"].");
        return Typed.UNKNOWN;
    }

    private static String fieldsOf(FactType type) {
        return "It has " + String.join(", ", type.memberNames()) + ".";
    }

    private Typed call(Operand.Call call) {
        FactType owner = owner(call.variable(), call.name() + "( )", "forbidden-call", call.at());
        if (owner == null) {
            return Typed.UNKNOWN;
        }
        QuestionType question = owner.question(call.name());
        if (question == null) {
            String message = owner.name() + " answers no question \"" + call.name() + "\".";
            report(call.at(), "forbidden-call", message, questionsOf(owner, call.name()));
            return Typed.UNKNOWN;
        }
        if (reports) {
            new ArgumentCheck(view, this).check(call, question);
        }
        return new Typed(question.answer(), question.nullable(), List.of(), null);
    }

    private static String questionsOf(FactType owner, String unknown) {
        if (owner.field(unknown) != null) {
            return "Write " + unknown + " without parentheses.";
        }
        Set<String> known = new TreeSet<>(owner.questions().keySet());
        return Nearest.didYouMean(
                unknown,
                known,
                known.isEmpty() ? "Compare its fields." : "It answers " + String.join(", ", known) + ".");
    }

    private Typed arithmetic(Operand.Arithmetic arithmetic) {
        boolean decimal = false;
        for (Operand part : arithmetic.parts()) {
            Typed typed = of(part);
            if (typed.is(ValueType.UNKNOWN)) {
                return typed;
            }
            if (!typed.type().isNumber()) {
                report(
                        part.at(),
                        "wrong-literal-type",
                        "Here is reckoned with " + words(part, typed) + ".",
                        "Reckon with numbers only.");
                return Typed.UNKNOWN;
            }
            decimal |= typed.is(ValueType.DECIMAL);
        }
        return Typed.of(decimal ? ValueType.DECIMAL : ValueType.WHOLE);
    }

    private void report(int at, String code, String message, String remedy) {
        if (reports) {
            view.report(at, code, message, remedy);
        }
    }
}
