package io.drover.engine.drl;

import io.drover.engine.drl.Element.Function;
import io.drover.engine.drl.Scope.Binding;
import java.util.function.Consumer;

/** Finds what the functions of accumulates give, and checks what they work on. */
final class FunctionTypes {

    private final RuleText rule;
    private final Consumer<Fault> faults;

    FunctionTypes(RuleText rule, Consumer<Fault> faults) {
        this.rule = rule;
        this.faults = faults;
    }

    /** What a function gives; none gives a missing value, since without a result the accumulate does not hold. */
    Typed result(Function function, Scope inner, int at) {
        String argument = function.argument();
        Binding binding = argument == null ? null : inner.find(argument);
        if (argument != null && binding == null && rule.whole()) {
            faults.accept(new Fault(
                    at,
                    "unknown-variable",
                    "The function " + function.name() + " works on " + argument + ", which is bound nowhere.",
                    Nearest.didYouMean(
                            argument, inner.variables(), "Bind it in the pattern, as in " + argument + " : amount.")));
        }
        Typed worked = binding == null ? Typed.UNKNOWN : binding.typed();
        return switch (function.name()) {
            case "count", "countDistinct" -> Typed.of(ValueType.WHOLE);
            case "min", "max" -> ordered(function, worked, at).present();
            case "average" ->
                number(function, worked, at).is(ValueType.UNKNOWN) ? Typed.UNKNOWN : Typed.of(ValueType.DECIMAL);
            default -> number(function, worked, at).present();
        };
    }

    private Typed ordered(Function function, Typed worked, int at) {
        return worked.is(ValueType.INSTANT) || worked.is(ValueType.DATE) ? worked : number(function, worked, at);
    }

    private Typed number(Function function, Typed worked, int at) {
        if (worked.type().isNumber() || worked.is(ValueType.UNKNOWN)) {
            return worked;
        }
        faults.accept(new Fault(
                at,
                "wrong-literal-type",
                "The function " + function.name() + " works on " + worked.type().words() + ".",
                "Let it work on a number."));
        return Typed.UNKNOWN;
    }
}
