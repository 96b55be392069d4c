package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.Conclusion;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Constraint;
import io.drover.engine.drl.Element;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.RuleNames;
import io.drover.engine.pack.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which treatments the segments and the values of taxonomies select, read off the rules that conclude treatments. What a
 * rule demands of facts beside that makes no difference; which other segments and values it demands does.
 */
final class Selections {

    /**
     * A treatment that is selected.
     *
     * @param parameters what each is given, in a form in which equal values are equal texts
     * @param others the other segments and values that must hold
     */
    record Selection(
            String treatment, SortedMap<String, String> parameters, boolean perContact, SortedSet<String> others) {}

    /** A result that a rule demands: a segment, or some values of a taxonomy. */
    private record Selector(String name, Set<String> values, Pattern pattern) {}

    private final CompiledPack pack;
    private final Map<String, Set<Selection>> byName = new HashMap<>();

    Selections(CompiledPack pack) {
        this.pack = pack;
        pack.parsed().rules().forEach(this::read);
    }

    /** What the segment selects. */
    Set<Selection> ofSegment(String segment) {
        return byName.getOrDefault(segment, Set.of());
    }

    /** What a value of a taxonomy selects. */
    Set<Selection> ofValue(String taxonomy, String value) {
        return byName.getOrDefault(taxonomy + "=" + value, Set.of());
    }

    private void read(ParsedRule rule) {
        List<Conclusion> treats = rule.body().conclusions().stream()
                .filter(conclusion -> conclusion.type().equals("Treat"))
                .toList();
        List<Selector> selectors = new ArrayList<>();
        if (!treats.isEmpty()) {
            addSelectors(rule.body().conditions(), selectors);
        }
        VariableText variables = new VariableText(pack, rule, null);
        for (Selector selector : selectors) {
            SortedSet<String> others = others(selectors, selector);
            for (String value : selector.values()) {
                String key = value.isEmpty() ? selector.name() : selector.name() + "=" + value;
                for (Conclusion treat : treats) {
                    byName.computeIfAbsent(key, added -> new LinkedHashSet<>())
                            .add(selection(treat, others, variables, selector, value));
                }
            }
        }
    }

    private static SortedSet<String> others(List<Selector> selectors, Selector one) {
        return selectors.stream()
                .filter(other -> !other.equals(one))
                .map(other -> other.name() + new TreeSet<>(other.values()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Selection selection(
            Conclusion treat, SortedSet<String> others, VariableText variables, Selector selector, String value) {
        SortedMap<String, String> parameters = new TreeMap<>();
        boolean perContact = false;
        for (Conclusion.Addition addition : treat.additions()) {
            perContact |= addition.name().equals("contact");
            if (addition.name().equals("with")) {
                parameters.put(
                        variables.of(addition.arguments().get(0)),
                        variables.of(addition.arguments().get(1), selector.pattern(), value));
            }
        }
        return new Selection(
                RuleNames.concluded(treat).map(name -> name.name()).orElse(""), parameters, perContact, others);
    }

    private void addSelectors(List<Element> elements, List<Selector> into) {
        for (Element element : elements) {
            if (element instanceof Pattern pattern) {
                addSelector(pattern, into);
            } else if (element instanceof Group group
                    && (group.kind() == Group.Kind.AND || group.kind() == Group.Kind.EXISTS)) {
                addSelectors(group.parts(), into);
            }
        }
    }

    private void addSelector(Pattern pattern, List<Selector> into) {
        RuleNames.read(pattern).ifPresent(name -> {
            switch (name.kind()) {
                case SEGMENT -> into.add(new Selector(name.name(), Set.of(""), pattern));
                case TAXONOMY -> into.add(new Selector(name.name(), values(name.name(), pattern), pattern));
                case SCORE, TREATMENT -> {}
            }
        });
    }

    /** The values of a taxonomy with which a pattern about it can be met. */
    private Set<String> values(String taxonomy, Pattern pattern) {
        Taxonomy defined = pack.source().manifest().taxonomies().get(taxonomy);
        Set<String> values = defined == null ? new TreeSet<>() : new LinkedHashSet<>(defined.valueNames());
        for (Constraint constraint : pattern.constraints()) {
            if (constraint.condition() instanceof Comparison comparison
                    && comparison.left() instanceof Operand.Field field
                    && field.name().equals("value")) {
                restrict(values, comparison);
            }
        }
        return values;
    }

    private void restrict(Set<String> values, Comparison comparison) {
        Set<String> named = new TreeSet<>();
        comparison.right().forEach(operand -> named.addAll(Values.texts(operand, pack)));
        switch (comparison.operator()) {
            case EQUAL, IN, MEMBER -> values.retainAll(named);
            case NOT_EQUAL, NOT_IN, NOT_MEMBER -> values.removeAll(named);
            case LESS, AT_MOST, GREATER, AT_LEAST, CONTAINS, NOT_CONTAINS, MATCHES, NOT_MATCHES, AFFIX -> {}
        }
    }
}
