package io.drover.engine.drl;

import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Function;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.FactType.QuestionType;
import io.drover.engine.drl.Scope.Binding;
import io.drover.engine.pack.Taxonomy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through the conditions of a rule in order, learns what variables are bound to, and has every pattern checked. */
final class ConditionWalk {

    private final RuleText rule;
    private final Vocabulary vocabulary;
    private final Consumer<Fault> faults;

    private ConditionWalk(RuleText rule, Vocabulary vocabulary, Consumer<Fault> faults) {
        this.rule = rule;
        this.vocabulary = vocabulary;
        this.faults = faults;
    }

    /** Checks the conditions of {@code rule}; the scope that its consequence sees. */
    static Scope check(RuleText rule, Vocabulary vocabulary, Consumer<Fault> faults) {
        Scope scope = Scope.empty();
        new ConditionWalk(rule, vocabulary, faults).walk(rule.conditions(), scope);
        return scope;
    }

    private void walk(List<Element> elements, Scope scope) {
        for (Element element : elements) {
            if (element instanceof Pattern pattern) {
                walk(pattern, scope);
            } else if (element instanceof Group group) {
                walk(group.parts(), group.kind() == Group.Kind.AND ? scope : scope.inner());
            } else if (element instanceof Accumulation accumulation) {
                walk(accumulation, scope);
            }
        }
    }

    private void walk(Pattern pattern, Scope scope) {
        FactType type = new PatternTypeCheck(rule, vocabulary, faults).typeOf(pattern);
        PatternView view = new PatternView(
                rule, type, pattern.constraints(), pattern.at(), oneOf(pattern), scope, vocabulary, faults);
        Set<String> present = Guards.presentBy(pattern.constraints());
        String variable = pattern.variable();
        if (variable != null) {
            bind(
                    scope,
                    new Binding(variable, Typed.fact(type), pattern.type(), pattern.at(), present, false),
                    pattern.at());
        }
        if (type == null) {
            bindUnknown(view);
            return;
        }
        for (Constraint constraint : pattern.constraints()) {
            ComparisonCheck.check(view, constraint);
            bind(view, constraint, present);
        }
        checkAll(view);
    }

    /** The values of a classification are those of its taxonomy. */
    private Map<String, List<String>> oneOf(Pattern pattern) {
        if (!pattern.type().equals("Classified") && !pattern.type().equals("PreviousClassification")) {
            return Map.of();
        }
        Taxonomy taxonomy = RuleNames.literal(pattern, "taxonomy")
                .map(name -> vocabulary.manifest().taxonomies().get(name.value()))
                .orElse(null);
        return taxonomy == null ? Map.of() : Map.of("value", taxonomy.valueNames());
    }

    private static void checkAll(PatternView view) {
        MissingValueCheck.check(view);
        TimeInJoinCheck.check(view);
    }

    /** After a type that is not known, which has been reported, nothing is said about what its pattern binds. */
    private void bindUnknown(PatternView view) {
        for (Constraint constraint : view.constraints()) {
            String variable = constraint.variable();
            if (variable != null) {
                bind(
                        view.scope(),
                        new Binding(variable, Typed.UNKNOWN, "", view.owner(), Set.of(), false),
                        constraint.at());
            }
        }
    }

    private void bind(PatternView view, Constraint constraint, Set<String> present) {
        String variable = constraint.variable();
        Operand bound = constraint.bound();
        if (variable == null || bound == null) {
            return;
        }
        Typed typed = OperandTypes.silent(view).of(bound);
        String key = Guards.key(bound);
        boolean guarded = key != null && present.contains(key);
        bind(
                view.scope(),
                new Binding(
                        variable,
                        guarded ? typed.present() : typed,
                        key == null ? "it" : key,
                        view.owner(),
                        Set.of(),
                        isTimeQuestion(view, bound)),
                constraint.at());
    }

    private static boolean isTimeQuestion(PatternView view, Operand operand) {
        FactType type = view.type();
        QuestionType question =
                operand instanceof Operand.Call call && type != null ? type.question(call.name()) : null;
        return question != null && question.time();
    }

    private void walk(Accumulation accumulation, Scope scope) {
        Scope inner = scope.inner();
        walk(List.of(accumulation.source()), inner);
        FunctionTypes functions = new FunctionTypes(rule, faults);
        List<String> own = new ArrayList<>();
        for (Function function : accumulation.functions()) {
            Typed result = functions.result(function, inner, accumulation.at());
            String variable = function.variable();
            if (variable != null) {
                own.add(variable);
                bind(
                        scope,
                        new Binding(variable, result, function.name(), accumulation.at(), Set.of(), false),
                        accumulation.at());
            }
        }
        PatternView view = new PatternView(
                rule, null, accumulation.results(), accumulation.at(), Map.of(), scope, vocabulary, faults);
        for (Constraint constraint : accumulation.results()) {
            ResultCheck.check(view, constraint, own);
            ComparisonCheck.check(view, constraint);
        }
        checkAll(view);
    }

    private void bind(Scope scope, Binding binding, int at) {
        if (!scope.bind(binding)) {
            faults.accept(new Fault(
                    at,
                    "duplicate-variable",
                    "The variable " + binding.variable() + " is bound twice.",
                    "Give one of the two another name."));
        }
    }
}
