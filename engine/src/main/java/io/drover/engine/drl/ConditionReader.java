package io.drover.engine.drl;

import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Function;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotatedBaseDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.EntryPointDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NamedConsequenceDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parse tree of Drools between {@code when} and {@code then} into {@link Element}s: patterns, {@code and},
 * {@code not}, {@code exists}, {@code forall} and accumulate. This is an allow-list: what it has no word for is refused.
 */
final class ConditionReader {

    private static final Set<String> FUNCTIONS = Set.of("count", "sum", "min", "max", "average", "countDistinct");

    private final SourceText source;
    private final Consumer<Fault> faults;

    ConditionReader(SourceText source, Consumer<Fault> faults) {
        this.source = source;
        this.faults = faults;
    }

    /** The elements of {@code descr}; those that are refused are left out. */
    List<Element> read(AndDescr descr) {
        refuseAnnotations(descr);
        return parts(descr.getDescrs());
    }

    private List<Element> parts(List<? extends BaseDescr> descrs) {
        List<Element> parts = new ArrayList<>();
        for (BaseDescr descr : descrs) {
            element(descr).ifPresent(parts::add);
        }
        return parts;
    }

    private Optional<Element> element(BaseDescr descr) {
        if (descr instanceof AnnotatedBaseDescr annotated) {
            refuseAnnotations(annotated);
        }
        if (descr instanceof PatternDescr pattern) {
            return patternOrAccumulation(pattern);
        }
        if (descr instanceof AndDescr and) {
            return group(Group.Kind.AND, and.getDescrs(), and);
        }
        if (descr instanceof NotDescr not) {
            return group(Group.Kind.NOT, not.getDescrs(), not);
        }
        if (descr instanceof ExistsDescr exists) {
            return group(Group.Kind.EXISTS, existsParts(exists), exists);
        }
        if (descr instanceof ForallDescr forall) {
            return group(Group.Kind.FORALL, forall.getDescrs(), forall);
        }
        refuse(descr, descr);
        return Optional.empty();
    }

    private static List<BaseDescr> existsParts(ExistsDescr exists) {
        List<BaseDescr> parts = new ArrayList<>();
        for (Object part : exists.getDescrs()) {
            parts.add((BaseDescr) part);
        }
        return parts;
    }

    private Optional<Element> group(Group.Kind kind, List<? extends BaseDescr> descrs, BaseDescr descr) {
        List<Element> parts = parts(descrs);
        if (kind != Group.Kind.AND && parts.stream().anyMatch(part -> part instanceof Accumulation)) {
            report(
                    descr,
                    "forbidden-accumulate",
                    "An accumulate stands within not, exists or forall.",
                    "Let the accumulate stand by itself and demand the opposite of its result.");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Group(kind, parts, offset(descr)));
    }

    private Optional<Element> patternOrAccumulation(PatternDescr descr) {
        PatternSourceDescr from = descr.getSource();
        if (from instanceof AccumulateDescr accumulate && !(from instanceof GroupByDescr)) {
            return accumulation(descr, accumulate);
        }
        if (from != null) {
            refuse(from, descr);
            return Optional.empty();
        }
        return Optional.of(pattern(descr));
    }

    private Pattern pattern(PatternDescr descr) {
        refuseOddities(descr);
        List<Constraint> constraints = new ArrayList<>();
        boolean whole = constraints(descr, constraints);
        return new Pattern(descr.getObjectType(), variable(descr), constraints, whole, offset(descr));
    }

    private void refuseOddities(PatternDescr descr) {
        if (!descr.getBehaviors().isEmpty()) {
            report(
                    descr,
                    "forbidden-window",
                    "A window (over …) stands behind the pattern " + descr.getObjectType() + ".",
                    "Ask a question about time instead, such as within(T.INTENT_WINDOW).");
        }
        if (descr.isQuery() || descr.isUnification()) {
            report(
                    descr,
                    "forbidden-query",
                    "The pattern " + descr.getObjectType() + " is written like a call of a query.",
                    "Write a plain pattern, such as Account( industry == \"SaaS\" ).");
        }
    }

    private @Nullable String variable(PatternDescr descr) {
        String variable = descr.getIdentifier();
        if (variable == null || variable.isEmpty()) {
            return null;
        }
        if (!ExpressionReader.VARIABLE.matcher(variable).matches()) {
            report(
                    descr,
                    Fault.SYNTAX,
                    "The variable " + variable + " does not begin with a dollar sign.",
                    "Name it $" + variable.replace("$", "") + ".");
        }
        return variable;
    }

    /** Adds what could be read of the pattern's constraints to {@code read}; false if one could not. */
    private boolean constraints(PatternDescr descr, List<Constraint> read) {
        boolean whole = true;
        for (BaseDescr part : descr.getDescrs()) {
            if (part instanceof ExprConstraintDescr constraint
                    && constraint.getType() == ExprConstraintDescr.Type.NAMED) {
                try {
                    read.add(ExpressionReader.read(constraint.getExpression(), offset(constraint)));
                } catch (FaultException e) {
                    faults.accept(e.fault());
                    whole = false;
                }
            } else {
                report(
                        part,
                        "forbidden-expression",
                        "A condition of " + descr.getObjectType() + " names no field.",
                        "Write the field's name, as in industry == \"SaaS\".");
                whole = false;
            }
        }
        return whole;
    }

    private Optional<Element> accumulation(PatternDescr descr, AccumulateDescr accumulate) {
        if (variable(descr) != null || !isInMultiFunctionForm(descr)) {
            return refused(
                    descr,
                    "forbidden-from",
                    "The accumulate stands behind the word from.",
                    "Write accumulate( Signal( … ); $n : count(1); $n >= T.ENOUGH ) instead.");
        }
        if (accumulate.getInitCode() != null
                || accumulate.getActionCode() != null
                || accumulate.getReverseCode() != null
                || accumulate.getResultCode() != null) {
            return refused(
                    descr,
                    "forbidden-accumulate",
                    "The accumulate is programmed with init, action and result.",
                    "Use one of the functions " + String.join(", ", sortedFunctions()) + ".");
        }
        Optional<Element> input = element(accumulate.getInput());
        if (input.isEmpty()) {
            return Optional.empty();
        }
        if (contains(input.get(), Accumulation.class)) {
            return refused(
                    descr,
                    "forbidden-accumulate",
                    "An accumulate stands within another one.",
                    "Let each stand by itself, one after the other.");
        }
        List<Constraint> results = new ArrayList<>();
        constraints(descr, results);
        return Optional.of(new Accumulation(input.get(), functions(accumulate), results, offset(descr)));
    }

    /** Whether it is written {@code accumulate( … )} rather than {@code Number() from accumulate( … )}. */
    private boolean isInMultiFunctionForm(PatternDescr descr) {
        int at = offset(descr);
        return source.text().startsWith("acc", at) && "Object".equals(descr.getObjectType());
    }

    private static boolean contains(Element element, Class<? extends Element> type) {
        return type.isInstance(element)
                || (element instanceof Group group && group.parts().stream().anyMatch(part -> contains(part, type)));
    }

    private List<Function> functions(AccumulateDescr accumulate) {
        List<Function> functions = new ArrayList<>();
        for (AccumulateFunctionCallDescr call : accumulate.getFunctions()) {
            function(accumulate, call).ifPresent(functions::add);
        }
        return functions;
    }

    private Optional<Function> function(AccumulateDescr accumulate, AccumulateFunctionCallDescr call) {
        String name = call.getFunction();
        if (!FUNCTIONS.contains(name) || call.isUnification()) {
            report(
                    accumulate,
                    "forbidden-accumulate",
                    "There is no accumulate function " + name + ".",
                    Nearest.didYouMean(name, FUNCTIONS, "Use one of " + String.join(", ", sortedFunctions()) + "."));
            return Optional.empty();
        }
        String[] parameters = call.getParams() == null ? new String[0] : call.getParams();
        String argument = parameters.length == 1 ? parameters[0].strip() : "";
        boolean variable = ExpressionReader.VARIABLE.matcher(argument).matches();
        boolean each = name.equals("count") && (parameters.length == 0 || argument.equals("1"));
        if (!variable && !each) {
            report(
                    accumulate,
                    "forbidden-accumulate",
                    "The function " + name + " works on " + (argument.isEmpty() ? "nothing" : argument)
                            + ", which is no variable.",
                    "Bind the field in the pattern, as in $amount : amount, and write " + name + "($amount)"
                            + (name.equals("count") ? ", or write count(1)." : "."));
            return Optional.empty();
        }
        String bound = call.getBind();
        if (bound != null && !ExpressionReader.VARIABLE.matcher(bound).matches()) {
            report(
                    accumulate,
                    Fault.SYNTAX,
                    "The variable " + bound + " does not begin with a dollar sign.",
                    "Name it $" + bound.replace("$", "") + ".");
        }
        return Optional.of(new Function(bound, name, variable ? argument : null));
    }

    private static List<String> sortedFunctions() {
        return FUNCTIONS.stream().sorted().toList();
    }

    /** Refuses {@code descr}; {@code where} has a place. */
    private void refuse(BaseDescr descr, BaseDescr where) {
        if (descr instanceof OrDescr) {
            report(
                    where,
                    "forbidden-or",
                    "Two patterns are joined by or.",
                    "Make two rules of it: two reasons deserve two names.");
        } else if (descr instanceof EvalDescr) {
            report(where, "forbidden-eval", "The rule uses eval.", "Write the condition within a pattern.");
        } else if (descr instanceof NamedConsequenceDescr) {
            report(where, "forbidden-consequence", "The rule jumps to a named consequence.", "Make two rules of it.");
        } else if (descr instanceof CollectDescr || descr instanceof GroupByDescr) {
            report(
                    where,
                    "forbidden-accumulate",
                    "The rule collects or groups facts.",
                    "Use accumulate with one of its functions.");
        } else if (descr instanceof EntryPointDescr || descr instanceof PatternSourceDescr) {
            report(
                    where,
                    "forbidden-from",
                    "The rule takes facts from elsewhere with the word from.",
                    "Write a pattern about facts, or accumulate( … ).");
        } else {
            report(
                    where,
                    "forbidden-expression",
                    "The rule uses a form of condition that packs may not use.",
                    "Use patterns, not, exists, forall and accumulate.");
        }
    }

    private Optional<Element> refused(BaseDescr descr, String code, String message, String remedy) {
        report(descr, code, message, remedy);
        return Optional.empty();
    }

    private void refuseAnnotations(AnnotatedBaseDescr descr) {
        for (AnnotationDescr annotation : descr.getAnnotations()) {
            report(
                    descr,
                    "forbidden-annotation",
                    "The annotation @" + annotation.getName() + " stands within the conditions.",
                    "Remove it; annotations belong between the rule's name and when.");
        }
    }

    private void report(BaseDescr descr, String code, String message, String remedy) {
        faults.accept(new Fault(offset(descr), code, message, remedy));
    }

    private static int offset(BaseDescr descr) {
        return Math.max(descr.getStartCharacter(), 0);
    }
}
