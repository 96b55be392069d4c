package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.Conclusion;
import io.drover.engine.drl.Constraint;
import io.drover.engine.drl.Element;
import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.FactType;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.RuleNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the conditions of one rule into a formula. What is asked of facts of which there may be many is kept as a text: two
 * rules that ask the same are known to ask the same, and nothing more.
 */
final class RuleFormula {

    private final CompiledPack pack;
    private final ParsedRule rule;
    private final Dimensions dimensions;
    private final VariableText texts;
    private final @Nullable Pattern contact;

    private RuleFormula(CompiledPack pack, ParsedRule rule, Dimensions dimensions) {
        this.pack = pack;
        this.rule = rule;
        this.dimensions = dimensions;
        this.contact = contact(rule);
        this.texts = new VariableText(pack, rule, contact);
    }

    /** When {@code rule} fires. */
    static Formula of(CompiledPack pack, ParsedRule rule, Dimensions dimensions) {
        return new RuleFormula(pack, rule, dimensions).formula();
    }

    /** The pattern of the contact that the rule concludes something about; null where there is none. */
    private static @Nullable Pattern contact(ParsedRule rule) {
        List<String> variables = rule.body().conclusions().stream()
                .map(Conclusion::additions)
                .flatMap(List::stream)
                .filter(addition -> addition.name().equals("contact"))
                .flatMap(addition ->
                        Stream.ofNullable(variable(addition.arguments().get(0))))
                .toList();
        return patterns(rule)
                .filter(pattern -> pattern.type().equals("Contact"))
                .filter(pattern -> variables.stream().anyMatch(variable -> binds(pattern, variable)))
                .findFirst()
                .orElse(null);
    }

    private static Stream<Pattern> patterns(ParsedRule rule) {
        return rule.body().conditions().stream()
                .filter(element -> element instanceof Pattern)
                .map(element -> (Pattern) element);
    }

    private static @Nullable String variable(Operand operand) {
        if (operand instanceof Operand.Variable variable) {
            return variable.name();
        }
        if (operand instanceof Operand.Field field) {
            return field.variable();
        }
        return operand instanceof Operand.Call call ? call.variable() : null;
    }

    private static boolean binds(Pattern pattern, String variable) {
        return variable.equals(pattern.variable())
                || pattern.constraints().stream().anyMatch(constraint -> variable.equals(constraint.variable()));
    }

    private Formula formula() {
        List<Element> conditions = rule.body().conditions();
        List<Formula> parts = new ArrayList<>();
        List<Element> opaque = new ArrayList<>();
        for (Element element : conditions) {
            formula(element).ifPresentOrElse(parts::add, () -> opaque.add(element));
        }
        if (areJoined(opaque)) {
            parts.add(dimensions.opaque(opaque.stream().map(texts::of).collect(Collectors.joining("; "))));
        } else {
            opaque.forEach(element -> parts.add(opaque(element)));
        }
        return new Formula.All(parts);
    }

    /** Whether one of the elements asks about the very fact that another one found. */
    private static boolean areJoined(List<Element> elements) {
        Set<String> bound = new HashSet<>();
        elements.stream().flatMap(Element::patterns).forEach(pattern -> {
            if (pattern.variable() != null) {
                bound.add(pattern.variable());
            }
            pattern.constraints().forEach(constraint -> {
                if (constraint.variable() != null) {
                    bound.add(constraint.variable());
                }
            });
        });
        return elements.size() > 1
                && elements.stream()
                        .flatMap(Element::allConstraints)
                        .flatMap(constraint -> constraint.condition().operands())
                        .anyMatch(operand -> bound.contains(String.valueOf(variable(operand))));
    }

    private Formula opaque(Element element) {
        if (element instanceof Group group && group.kind() == Group.Kind.NOT) {
            return new Formula.Not(dimensions.opaque(texts.ofAll(group.parts())));
        }
        if (element instanceof Group group && group.kind() == Group.Kind.EXISTS) {
            return dimensions.opaque(texts.ofAll(group.parts()));
        }
        return dimensions.opaque(texts.ofAll(List.of(element)));
    }

    /** The formula of an element about facts of which there is one; empty for others. */
    private Optional<Formula> formula(Element element) {
        if (element instanceof Pattern pattern) {
            return formula(pattern);
        }
        if (element instanceof Accumulation accumulation) {
            return formula(accumulation);
        }
        Group group = (Group) element;
        List<Formula> parts = new ArrayList<>();
        for (Element part : group.parts()) {
            Optional<Formula> formula = formula(part);
            if (formula.isEmpty() || group.kind() == Group.Kind.FORALL) {
                return Optional.empty();
            }
            parts.add(formula.get());
        }
        Formula all = new Formula.All(parts);
        return Optional.of(group.kind() == Group.Kind.NOT ? new Formula.Not(all) : all);
    }

    private Optional<Formula> formula(Pattern pattern) {
        ConditionFormula conditions = new ConditionFormula(pack, rule, dimensions, texts, pattern);
        if (RuleNames.isResult(pattern.type())) {
            return conditions.ofResult(contact);
        }
        Optional<String> metric = RuleNames.metric(pattern);
        if (metric.isPresent()) {
            return conditions.ofMetric(metric.get());
        }
        FactType type = pack.parsed().type(pattern.type());
        boolean single = pattern.equals(contact) || (type != null && type.single());
        if (!single) {
            return Optional.empty();
        }
        List<Formula> parts = new ArrayList<>();
        if (!pattern.equals(contact)) {
            parts.add(dimensions.present(pattern.type()));
        }
        pattern.constraints().stream()
                .filter(constraint -> !constraint.isBindingOnly())
                .forEach(constraint -> parts.add(conditions.of(constraint.condition())));
        return Optional.of(new Formula.All(parts));
    }

    /** Of one function, whose result is compared with what is always the same. */
    private Optional<Formula> formula(Accumulation accumulation) {
        if (accumulation.functions().size() != 1) {
            return Optional.empty();
        }
        Element.Function function = accumulation.functions().get(0);
        if (!Set.of("count", "countDistinct", "sum").contains(function.name())) {
            return Optional.empty();
        }
        String text = texts.of(accumulation.source()) + " " + function.name() + " "
                + (function.argument() == null ? "" : texts.bound(function.argument()));
        Dimension dimension = dimensions.count(text, function.name());
        ConditionFormula conditions = new ConditionFormula(pack, rule, dimensions, texts, null);
        return Optional.of(new Formula.All(accumulation.results().stream()
                .map(Constraint::condition)
                .map(condition -> conditions.of(condition, function.variable(), dimension))
                .toList()));
    }
}
