package io.drover.engine.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.drover.engine.drl.Condition;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.FactType;
import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ValueType;
import io.drover.engine.stub.Bindings.Slot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Gives the fields of one fact values that meet the conditions of a pattern. */
final class FieldSolver {

    /** What makes a property that is derived from a field true, and what makes it false. */
    private record Derived(String field, String whenTrue, String whenFalse) {}

    private static final Map<String, Derived> DERIVED = Map.of(
            "Signal.engagement", new Derived("type", "page.viewed", "account.enriched"),
            "Account.prospect", new Derived("subscriptionStatus", "none", "active"),
            "Opportunity.open", new Derived("stage", "proposal", "won"),
            "Purchase.completed", new Derived("status", "completed", "cancelled"));

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final Draft draft;
    private final Bindings bindings;
    private final FactType type;
    private final ObjectNode fact;

    FieldSolver(Draft draft, Bindings bindings, FactType type, ObjectNode fact) {
        this.draft = draft;
        this.bindings = bindings;
        this.type = type;
        this.fact = fact;
    }

    /** Makes {@code condition} hold, as far as it is known how. */
    void meet(Condition condition) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(this::meet);
        } else if (condition instanceof Condition.Any any) {
            meet(any.parts().get(0));
        } else if (condition instanceof Condition.Truth truth) {
            meet(truth.operand());
        } else if (condition instanceof Comparison comparison) {
            meet(comparison);
        }
        // What must not hold does not hold of facts that say nothing else.
    }

    private void meet(Operand truth) {
        if (truth instanceof Operand.Call call) {
            new QuestionSolver(draft, bindings, type, fact).meet(call);
        } else if (truth instanceof Operand.Field field) {
            set(field, JsonNodeFactory.instance.booleanNode(true));
        }
    }

    private void meet(Comparison comparison) {
        Operand left = comparison.left();
        if (left instanceof Operand.Field field && field.variable() == null) {
            meet(field, comparison);
        } else if (left instanceof Operand.Call call) {
            new QuestionSolver(draft, bindings, type, fact).meet(call, comparison);
        } else {
            draft.note("a comparison of variables");
        }
    }

    private void meet(Operand.Field field, Comparison comparison) {
        switch (comparison.operator()) {
            case EQUAL -> equal(field, comparison.other());
            case NOT_EQUAL -> unequal(field, comparison.other());
            case LESS -> number(field, comparison, -1);
            case AT_MOST, AT_LEAST -> number(field, comparison, 0);
            case GREATER -> number(field, comparison, 1);
            case IN -> bindings.value(comparison.right().get(0)).ifPresent(value -> set(field, value));
            case MEMBER ->
                bindings.value(comparison.other()).map(list -> list.path(0)).ifPresent(value -> set(field, value));
            case CONTAINS -> contain(field, comparison.other());
            case MATCHES -> match(field, comparison.other());
            case AFFIX -> bindings.value(comparison.other()).ifPresent(value -> set(field, value));
            case NOT_IN, NOT_MEMBER, NOT_CONTAINS, NOT_MATCHES -> fillIn(field);
        }
    }

    private void equal(Operand.Field field, Operand other) {
        if (other instanceof Operand.Missing) {
            new Slot(fact, field).clear();
            return;
        }
        Optional<JsonNode> value = bindings.value(other);
        if (value.isPresent()) {
            set(field, value.get());
        } else {
            fillIn(field);
            bindings.slot(other)
                    .ifPresent(slot ->
                            Optional.ofNullable(new Slot(fact, field).value()).ifPresent(slot::set));
        }
    }

    private void unequal(Operand.Field field, Operand other) {
        Slot slot = new Slot(fact, field);
        Optional<JsonNode> refused = bindings.value(other);
        fillIn(field);
        if (refused.isPresent() && refused.equals(Optional.ofNullable(slot.value()))) {
            FieldType known = type.field(field.name());
            List<String> values = known == null ? List.of() : known.oneOf();
            set(
                    field,
                    TextNode.valueOf(values.stream()
                            .filter(value -> !value.equals(refused.get().asText()))
                            .findFirst()
                            .orElse("other")));
        }
    }

    /** Sets a number that is {@code steps} beside the one compared with, unless the one that is there does already. */
    private void number(Operand.Field field, Comparison comparison, int steps) {
        Optional<BigDecimal> bound = bindings.number(comparison.other());
        if (bound.isEmpty()) {
            draft.note(field.text() + " " + comparison.operator().text() + " …");
            return;
        }
        JsonNode there = new Slot(fact, field).value();
        if (there != null && there.isNumber() && isMet(there.decimalValue(), comparison.operator(), bound.get())) {
            return;
        }
        FieldType known = type.field(field.name());
        BigDecimal step = known != null && known.type() == ValueType.DECIMAL ? CENT : BigDecimal.ONE;
        set(field, DecimalNode.valueOf(bound.get().add(step.multiply(BigDecimal.valueOf(steps)))));
    }

    private static boolean isMet(BigDecimal value, Operator operator, BigDecimal bound) {
        int order = value.compareTo(bound);
        return switch (operator) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            default -> false;
        };
    }

    private void contain(Operand.Field field, Operand other) {
        bindings.value(other).ifPresent(value -> {
            FieldType known = type.field(field.name());
            if (field.key() == null && known != null && known.type() == ValueType.TEXTS) {
                fact.withArrayProperty(field.name()).add(value);
            } else {
                set(field, value);
            }
        });
    }

    /** Of a regular expression without alternatives inside, the text it spells; else it is left to the reader. */
    private void match(Operand.Field field, Operand other) {
        String expression = bindings.text(other).orElse("");
        String spelt = expression
                .replace(".*", "")
                .replace("(?i)", "")
                .split("\\|", 2)[0]
                .replaceAll("[()^$\\\\]", "");
        try {
            if (Pattern.matches(expression, spelt)) {
                set(field, TextNode.valueOf(spelt));
                return;
            }
        } catch (PatternSyntaxException e) {
            // left to the reader, as any other expression that is not spelt out
        }
        draft.note(field.text() + " matches \"" + expression + "\"");
    }

    /** Sets the field to any value it can have, unless it has one. */
    private void fillIn(Operand.Field field) {
        FieldType known = type.field(field.name());
        if (new Slot(fact, field).value() != null || known == null) {
            return;
        }
        if (field.key() != null) {
            new Slot(fact, field).set(TextNode.valueOf("example"));
        } else {
            draft.setSample(fact, known);
        }
    }

    private void set(Operand.Field field, JsonNode value) {
        Derived derived = DERIVED.get(type.name() + "." + field.name());
        if (derived == null) {
            new Slot(fact, field).set(value);
        } else if (!fact.has(derived.field()) || !value.asBoolean()) {
            fact.put(derived.field(), value.asBoolean() ? derived.whenTrue() : derived.whenFalse());
        }
        if (field.name().equals("contactId") && value.isTextual()) {
            draft.contact();
        }
    }
}
