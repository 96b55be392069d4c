package io.drover.engine.drl;

import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.pack.Taxonomy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets a rule combine at most one pattern of a type of which there may be any number with nothing. Two such patterns match
 * every pair, and three of them exhaust the memory.
 */
final class CrossProductCheck {

    private final Vocabulary vocabulary;
    private final Consumer<Fault> faults;

    private CrossProductCheck(Vocabulary vocabulary, Consumer<Fault> faults) {
        this.vocabulary = vocabulary;
        this.faults = faults;
    }

    static void check(RuleText rule, Vocabulary vocabulary, Consumer<Fault> faults) {
        if (rule.whole()) {
            new CrossProductCheck(vocabulary, faults).check(rule.conditions(), new HashSet<>());
        }
    }

    /** Checks elements that all must hold, given the variables of unbounded patterns before them, and adds theirs. */
    private void check(List<Element> elements, Set<String> variables) {
        check(elements, variables, new int[1]);
    }

    private void check(List<Element> elements, Set<String> variables, int[] unjoined) {
        for (Element element : elements) {
            if (element instanceof Pattern pattern) {
                check(pattern, variables, unjoined);
            } else if (element instanceof Group group && group.kind() == Group.Kind.AND) {
                check(group.parts(), variables, unjoined);
            } else if (element instanceof Group group) {
                check(group.parts(), new HashSet<>(variables));
            } else if (element instanceof Accumulation accumulation) {
                check(List.of(accumulation.source()), new HashSet<>(variables));
            }
        }
    }

    private void check(Pattern pattern, Set<String> variables, int[] unjoined) {
        if (!isBounded(pattern)) {
            if (!isJoined(pattern, variables)) {
                unjoined[0]++;
                if (unjoined[0] == 2) {
                    report(pattern);
                }
            }
            if (pattern.variable() != null) {
                variables.add(pattern.variable());
            }
            pattern.constraints().stream()
                    .map(Constraint::variable)
                    .filter(variable -> variable != null)
                    .forEach(variables::add);
        }
    }

    private void report(Pattern pattern) {
        faults.accept(new Fault(
                pattern.at(),
                "cross-product",
                "The pattern " + pattern.type() + " is combined with every fact of another pattern before it.",
                "Compare one of its fields by == with a variable of that pattern, or put exists before it."));
    }

    /** Whether few facts can match, however many come. */
    private boolean isBounded(Pattern pattern) {
        FactType type = vocabulary.type(pattern.type());
        if (type == null || type.single()) {
            return true;
        }
        return switch (pattern.type()) {
            case "Score", "InSegment", "PreviousSegment" ->
                RuleNames.literal(pattern, "name").isPresent();
            case "Classified", "PreviousClassification" ->
                RuleNames.literal(pattern, "taxonomy")
                        .map(name -> vocabulary.manifest().taxonomies().get(name.value()))
                        .filter(taxonomy -> taxonomy.level() == Taxonomy.Level.SUBJECT)
                        .isPresent();
            case RuleNames.METRIC_BIN -> RuleNames.metric(pattern).isPresent();
            default -> false;
        };
    }

    private static boolean isJoined(Pattern pattern, Set<String> variables) {
        return pattern.constraints().stream()
                .map(Constraint::condition)
                .anyMatch(condition -> condition instanceof Comparison comparison
                        && comparison.operator() == Operator.EQUAL
                        && comparison.operands().anyMatch(operand -> isOneOf(operand, variables)));
    }

    private static boolean isOneOf(Operand operand, Set<String> variables) {
        return (operand instanceof Operand.Variable variable && variables.contains(variable.name()))
                || (operand instanceof Operand.Field field
                        && field.variable() != null
                        && variables.contains(field.variable()));
    }
}
