package io.drover.engine.drl;

import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.FactType.FieldType;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what a rule needs of a request and gives to an answer. */
final class RuleUseReader {

    private final Vocabulary vocabulary;
    private final SortedMap<String, SortedMap<String, SortedSet<String>>> facts = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
    private final SortedSet<String> perContact = new TreeSet<>();

    /** The types of the facts that variables are bound to. */
    private final Map<String, String> typesOfVariables = new HashMap<>();

    private RuleUseReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What {@code rule} uses. */
    static RuleUse read(RuleText rule, Vocabulary vocabulary) {
        RuleUseReader reader = new RuleUseReader(vocabulary);
        rule.patterns().forEach(reader::read);
        rule.constraints()
                .flatMap(constraint -> constraint.condition().operands())
                .forEach(operand -> reader.read(operand, null));
        rule.conclusions().forEach(reader::read);
        return new RuleUse(reader.facts, reader.parameters, reader.perContact);
    }

    private void read(Pattern pattern) {
        if (RuleNames.isResult(pattern.type())) {
            return;
        }
        facts.computeIfAbsent(pattern.type(), added -> new TreeMap<>());
        if (pattern.variable() != null) {
            typesOfVariables.put(pattern.variable(), pattern.type());
        }
        for (Constraint constraint : pattern.constraints()) {
            constraint.condition().operands().forEach(operand -> read(operand, pattern.type()));
            constraint.condition().leaves().forEach(leaf -> readValues(leaf, pattern.type()));
        }
    }

    /** The texts that a field of the pattern's own fact is compared with for equality. */
    private void readValues(Condition leaf, String type) {
        if (leaf instanceof Comparison comparison
                && (comparison.operator() == Operator.EQUAL || comparison.operator() == Operator.IN)
                && comparison.left() instanceof Operand.Field field
                && field.variable() == null) {
            for (Operand right : comparison.right()) {
                if (right instanceof Operand.Text text) {
                    members(type, memberName(field)).add(text.value());
                }
            }
        }
    }

    /** Counts the member that {@code operand} names; {@code pattern} is the type whose pattern it stands in. */
    private void read(Operand operand, @Nullable String pattern) {
        if (operand instanceof Operand.Field field) {
            String type = type(field.variable(), pattern);
            if (type != null) {
                members(type, memberName(field));
            }
        } else if (operand instanceof Operand.Call call) {
            String type = type(call.variable(), pattern);
            if (type != null) {
                members(type, memberName(type, call));
            }
        }
    }

    private @Nullable String type(@Nullable String variable, @Nullable String pattern) {
        return variable == null ? pattern : typesOfVariables.get(variable);
    }

    private SortedSet<String> members(String type, String member) {
        return facts.computeIfAbsent(type, added -> new TreeMap<>()).computeIfAbsent(member, added -> new TreeSet<>());
    }

    private static String memberName(Operand.Field field) {
        return field.key() == null ? field.name() : field.name() + "." + field.key();
    }

    /** A consequence reads the field {@code id} as {@code id()}; that is no question. */
    private String memberName(String type, Operand.Call call) {
        FactType factType = vocabulary.type(type);
        FieldType field = factType == null ? null : factType.accessedBy(call.name());
        return field == null ? call.name() + "()" : field.name();
    }

    private void read(Conclusion conclusion) {
        conclusion.arguments().stream().flatMap(Operand::all).forEach(operand -> read(operand, null));
        String name = RuleNames.concluded(conclusion).map(ConclusionName::name).orElse(null);
        if (name == null) {
            return;
        }
        for (Conclusion.Addition addition : conclusion.additions()) {
            addition.arguments().stream().flatMap(Operand::all).forEach(operand -> read(operand, null));
            if (addition.name().equals("contact")) {
                perContact.add(name);
            } else if (addition.name().equals("with")
                    && addition.arguments().get(0) instanceof Operand.Text parameter) {
                parameters.computeIfAbsent(name, added -> new TreeSet<>()).add(parameter.value());
            }
        }
    }
}
