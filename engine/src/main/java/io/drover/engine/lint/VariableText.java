package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.Condition;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Constraint;
import io.drover.engine.drl.Element;
import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one rule as texts in which variables are replaced by what they are bound to, so that what is equal in two
 * rules reads alike. What is different never does.
 */
final class VariableText {

    private static final String VALUE = "value";

    /** What the contact is called that the rule concludes something about; another contact is not it. */
    private static final String THE_CONTACT = "the contact";

    private final CompiledPack pack;
    private final ParsedRule rule;
    private final @Nullable Pattern contact;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Pattern> valueOf = new HashMap<>();
    private final Map<Pattern, String> names = new HashMap<>();

    /**
     * The texts of {@code rule}.
     *
     * @param contact the pattern of the contact that the rule concludes something about; null where there is none
     */
    VariableText(CompiledPack pack, ParsedRule rule, @Nullable Pattern contact) {
        this.pack = pack;
        this.rule = rule;
        this.contact = contact;
        rule.body().conditions().forEach(this::read);
    }

    private void read(Element element) {
        element.patterns().forEach(this::read);
        if (element instanceof Accumulation accumulation) {
            for (Element.Function function : accumulation.functions()) {
                if (function.variable() != null) {
                    String argument = function.argument() == null ? "" : bound(function.argument());
                    texts.put(
                            function.variable(),
                            function.name() + "(" + argument + " of " + of(accumulation.source()) + ")");
                }
            }
        }
    }

    private void read(Pattern pattern) {
        long before = names.keySet().stream()
                .filter(other -> !other.equals(contact) && other.type().equals(pattern.type()))
                .count();
        String name = pattern.equals(contact) ? THE_CONTACT : pattern.type() + (before == 0 ? "" : "#" + before);
        names.put(pattern, name);
        if (pattern.variable() != null) {
            texts.put(pattern.variable(), name);
        }
        for (Constraint constraint : pattern.constraints()) {
            Operand bound = constraint.bound();
            if (constraint.variable() != null && bound != null) {
                texts.put(constraint.variable(), name + "." + of(bound));
                if (bound instanceof Operand.Field field && field.name().equals(VALUE)) {
                    valueOf.put(constraint.variable(), pattern);
                }
            }
        }
    }

    /** What a pattern of the rule is called: its type, and a number where there are several. */
    String nameOf(Pattern pattern) {
        return names.getOrDefault(pattern, pattern.type());
    }

    /** Whether {@code operand} is the id of the contact that {@code pattern} is about. */
    boolean isContact(Operand operand, Pattern pattern) {
        return of(operand).equals(nameOf(pattern) + ".id");
    }

    /** An element, with all it demands. */
    String of(Element element) {
        if (element instanceof Pattern pattern) {
            return nameOf(pattern)
                    + pattern.constraints().stream()
                            .filter(constraint -> !constraint.isBindingOnly())
                            .map(constraint -> of(constraint.condition()))
                            .sorted()
                            .collect(Collectors.joining(", ", "(", ")"));
        }
        if (element instanceof Group group) {
            return group.kind() + ofAll(group.parts());
        }
        Accumulation accumulation = (Accumulation) element;
        return "accumulate " + of(accumulation.source())
                + accumulation.results().stream()
                        .map(constraint -> of(constraint.condition()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Elements that must all hold. */
    String ofAll(List<Element> elements) {
        return elements.stream().map(this::of).collect(Collectors.joining("; "));
    }

    /** A condition. */
    String of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return ofParts("all", all.parts());
        }
        if (condition instanceof Condition.Any any) {
            return ofParts("any", any.parts());
        }
        if (condition instanceof Condition.Negation negation) {
            return ofParts("not", List.of(negation.part()));
        }
        if (condition instanceof Comparison comparison) {
            return of(comparison.left()) + " " + comparison.operator().text() + " " + all(comparison.right());
        }
        return of(((Condition.Truth) condition).operand());
    }

    private String ofParts(String word, List<Condition> parts) {
        return parts.stream().map(this::of).collect(Collectors.joining(", ", word + "(", ")"));
    }

    /** As {@link #of(Operand)}, where the value of {@code pattern}'s result is known to be {@code value}. */
    String of(Operand operand, Pattern pattern, String value) {
        boolean known = operand instanceof Operand.Variable variable && pattern.equals(valueOf.get(variable.name()));
        return known ? PackFindings.quoted(value) : of(operand);
    }

    /** {@code operand} as a text; that of a literal or threshold is its value. */
    String of(Operand operand) {
        Object fixed = Values.fixed(operand, pack).orElse(null);
        if (fixed != null) {
            return fixed instanceof String text ? PackFindings.quoted(text) : fixed.toString();
        }
        if (operand instanceof Operand.Variable variable) {
            return bound(variable.name());
        }
        if (operand instanceof Operand.Field field) {
            return field.variable() == null
                    ? field.text()
                    : bound(field.variable()) + "."
                            + new Operand.Field(null, field.name(), field.key(), field.at()).text();
        }
        if (operand instanceof Operand.Call call) {
            return (call.variable() == null ? "" : bound(call.variable()) + ".") + call.name() + all(call.arguments());
        }
        if (operand instanceof Operand.Arithmetic arithmetic) {
            // The parts alone do not say how they are put together.
            return rule.name() + "@" + arithmetic.at() + all(arithmetic.parts());
        }
        return operand instanceof Operand.Missing ? "null" : "this";
    }

    private String all(List<Operand> operands) {
        return operands.stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
    }

    /** What {@code variable} is bound to. */
    String bound(String variable) {
        String text = texts.get(variable);
        return text == null ? rule.name() + "/" + variable : text;
    }
}
