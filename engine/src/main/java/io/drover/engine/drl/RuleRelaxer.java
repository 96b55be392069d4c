package io.drover.engine.drl;

import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Function;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.RuleRange.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the conditions of a rule away, one at a time.
 *
 * <p>A condition is each constraint of a pattern, also within {@code exists} and within what is accumulated; each
 * {@code not} and {@code forall} as a whole; each demand on the result of an accumulate. A guard {@code field != null} is one
 * with what it guards. That a pattern on a conclusion names which one it reads is no condition, but that there is such a
 * conclusion is, except where conclusions are accumulated. A pattern that demands nothing is none.
 */
final class RuleRelaxer {

    /** Always there where relaxed rules run: stands in for what was taken away. */
    private static final String HOLDS = "exists String()";

    private static final Set<String> CONCLUSIONS =
            Set.of("Classified", "Score", "InSegment", "PreviousClassification", "PreviousSegment");
    private static final Set<String> NAMES = Set.of("taxonomy", "name");
    private static final Set<String> COUNTS = Set.of("count", "countDistinct", "sum");

    /**
     * A condition taken away.
     *
     * @param text of the condition
     * @param at offset of its first character
     * @param alternatives what then stands between {@code when} and {@code then}; that any of these holds is enough
     */
    record Relaxation(String text, int at, List<String> alternatives) {

        Relaxation {
            alternatives = List.copyOf(alternatives);
        }
    }

    private final RuleRange ranges;
    private final List<Relaxation> relaxations = new ArrayList<>();
    private Range conditions = new Range(0, 0);

    /** Whether what is relaxed is the source of an accumulate, which has to stay a pattern. */
    private boolean accumulated;

    RuleRelaxer(RuleRange ranges) {
        this.ranges = ranges;
    }

    /** The relaxations of {@code rule}, in the order in which its conditions are written. */
    List<Relaxation> relax(RuleText rule) {
        conditions = ranges.conditions(rule.at());
        rule.conditions().forEach(this::relax);
        return relaxations;
    }

    private void relax(Element element) {
        if (element instanceof Pattern pattern) {
            if (CONCLUSIONS.contains(simpleName(pattern.type()))) {
                relaxConclusion(pattern);
            } else {
                relaxFact(pattern);
            }
        } else if (element instanceof Accumulation accumulation) {
            relaxAccumulation(accumulation);
        } else if (element instanceof Group group) {
            relaxGroup(group);
        }
    }

    private void relaxGroup(Group group) {
        int before = relaxations.size();
        if (group.kind() == Group.Kind.AND || group.kind() == Group.Kind.EXISTS) {
            group.parts().forEach(this::relax);
        }
        if (group.kind() != Group.Kind.AND && relaxations.size() == before && !accumulated) {
            Range whole = ranges.element(group.at());
            add(whole, List.of(replaced(whole, HOLDS)));
        }
    }

    private void relaxFact(Pattern pattern) {
        List<Constraint> demands = demands(pattern);
        for (Constraint demand : demands) {
            if (isGuardOfOthers(demand, demands)) {
                continue;
            }
            List<Constraint> away = new ArrayList<>(List.of(demand));
            demands.stream()
                    .filter(guard -> !guard.equals(demand) && guards(guard, demand))
                    .filter(guard -> demands.stream()
                            .noneMatch(other -> !other.equals(guard) && !other.equals(demand) && guards(guard, other)))
                    .forEach(away::add);
            add(ranges.constraint(demand.at()), List.of(without(pattern, away)));
        }
    }

    private static List<Constraint> demands(Pattern pattern) {
        return pattern.constraints().stream()
                .filter(constraint -> !constraint.isBindingOnly())
                .toList();
    }

    private static boolean isGuardOfOthers(Constraint constraint, List<Constraint> demands) {
        return demands.stream().anyMatch(other -> !other.equals(constraint) && guards(constraint, other));
    }

    /** Whether {@code guard} demands nothing but that a field is there which {@code other} looks at. */
    private static boolean guards(Constraint guard, Constraint other) {
        return guard.condition() instanceof Comparison comparison
                && comparison.operator() == Operator.NOT_EQUAL
                && comparison.left() instanceof Operand.Field field
                && comparison.other() instanceof Operand.Missing
                && other.condition()
                        .operands()
                        .anyMatch(operand -> operand instanceof Operand.Field seen
                                && seen.text().equals(field.text()));
    }

    private void relaxConclusion(Pattern pattern) {
        List<Constraint> demands = demands(pattern).stream()
                .filter(constraint -> !isName(constraint))
                .toList();
        Optional<String> withoutIt = withoutConclusion(pattern);
        if (demands.isEmpty()) {
            withoutIt.ifPresent(text -> add(ranges.element(pattern.at()), List.of(text)));
        }
        for (Constraint demand : demands) {
            List<String> alternatives = new ArrayList<>(List.of(without(pattern, List.of(demand))));
            if (demands.indexOf(demand) == 0) {
                withoutIt.ifPresent(alternatives::add);
            }
            add(ranges.constraint(demand.at()), alternatives);
        }
    }

    private static boolean isName(Constraint constraint) {
        return constraint.condition() instanceof Comparison comparison
                && comparison.operator() == Operator.EQUAL
                && comparison.left() instanceof Operand.Field field
                && NAMES.contains(field.name())
                && comparison.other() instanceof Operand.Text;
    }

    /** The conditions where the conclusion need not be there at all; empty where they need what it binds. */
    private Optional<String> withoutConclusion(Pattern pattern) {
        List<Constraint> bindings = pattern.constraints().stream()
                .filter(constraint -> constraint.variable() != null)
                .toList();
        Range whole = ranges.element(pattern.at());
        if (bindings.isEmpty() && pattern.variable() == null) {
            return accumulated ? Optional.empty() : Optional.of(replaced(whole, HOLDS));
        }
        boolean onlyContact = pattern.variable() == null
                && bindings.size() == 1
                && bindings.get(0).bound() instanceof Operand.Field field
                && field.name().equals("contactId");
        return onlyContact
                ? Optional.of(replaced(
                        whole,
                        "io.drover.model.fact.Contact( " + bindings.get(0).variable() + " : id )"))
                : Optional.empty();
    }

    private void relaxAccumulation(Accumulation accumulation) {
        int before = relaxations.size();
        boolean outer = accumulated;
        accumulated = true;
        relax(accumulation.source());
        accumulated = outer;
        boolean demandsOfFacts = relaxations.size() > before;
        for (Constraint result : accumulation.results()) {
            Function function = function(accumulation, result);
            if (function != null && function.variable() != null && !(demandsOfFacts && asksForAny(result))) {
                Range range = ranges.constraint(result.at());
                add(range, List.of(replaced(range, weaker(function, result))));
            }
        }
    }

    private static @Nullable Function function(Accumulation accumulation, Constraint result) {
        return accumulation.functions().stream()
                .filter(function -> function.variable() != null
                        && result.condition()
                                .operands()
                                .anyMatch(operand -> operand instanceof Operand.Variable variable
                                        && variable.name().equals(function.variable())))
                .findFirst()
                .orElse(null);
    }

    /** A result that is to be large is near the mark where there is any fact; of another, anything will do. */
    private static String weaker(Function function, Constraint result) {
        boolean large = result.condition() instanceof Comparison comparison
                && comparison.operator() != Operator.LESS
                && comparison.operator() != Operator.AT_MOST
                && comparison.left() instanceof Operand.Variable variable
                && variable.name().equals(function.variable())
                && !asksForAny(result);
        return function.variable() + (large && COUNTS.contains(function.name()) ? " > 0" : " != null");
    }

    /** Whether it demands no more than that there is something: {@code $n > 0} or {@code $n >= 1}. */
    private static boolean asksForAny(Constraint result) {
        return result.condition() instanceof Comparison comparison
                && comparison.other() instanceof Operand.Digits digits
                && ((comparison.operator() == Operator.GREATER && digits.value().equals("0"))
                        || (comparison.operator() == Operator.AT_LEAST
                                && digits.value().equals("1")));
    }

    /** The conditions where {@code pattern} does not demand {@code away}; what those bind is bound all the same. */
    private String without(Pattern pattern, List<Constraint> away) {
        String kept = pattern.constraints().stream()
                .map(constraint -> away.contains(constraint) ? binding(constraint) : text(constraint))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(",\n"));
        return replaced(ranges.inParentheses(pattern.at()), "\n" + kept + "\n");
    }

    private String text(Constraint constraint) {
        return ranges.constraint(constraint.at()).in(ranges.text());
    }

    private String binding(Constraint constraint) {
        if (constraint.variable() == null || !(constraint.condition() instanceof Comparison comparison)) {
            return "";
        }
        return ranges.text().substring(constraint.at(), comparison.at()).strip();
    }

    private void add(Range condition, List<String> alternatives) {
        String text = condition.in(ranges.text());
        String oneLine = text.lines().map(String::strip).collect(Collectors.joining(" "));
        relaxations.add(new Relaxation(oneLine, condition.start(), alternatives));
    }

    private String replaced(Range range, String with) {
        return ranges.text().substring(conditions.start(), range.start())
                + with
                + ranges.text().substring(range.end(), conditions.end());
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
