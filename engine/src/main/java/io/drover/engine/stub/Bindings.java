package io.drover.engine.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.drover.engine.drl.Operand;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the thresholds and variables of a rule stand for while its facts are worked out. */
final class Bindings {

    /** A field of a fact, or an entry of a field that is an open map. */
    record Slot(ObjectNode fact, String field, @Nullable String key) {

        Slot(ObjectNode fact, Operand.Field field) {
            this(fact, field.name(), field.key());
        }

        @Nullable
        JsonNode value() {
            JsonNode value = key == null ? fact.get(field) : fact.path(field).get(key);
            return value == null || value.isMissingNode() ? null : value;
        }

        void set(JsonNode value) {
            if (key == null) {
                fact.set(field, value);
            } else {
                fact.withObjectProperty(field).set(key, value);
            }
        }

        void clear() {
            if (key == null) {
                fact.remove(field);
            } else if (fact.get(field) instanceof ObjectNode map) {
                map.remove(key);
            }
        }
    }

    private final Map<String, Object> thresholds;
    private final Map<String, ObjectNode> facts = new HashMap<>();
    private final Map<String, Slot> slots = new HashMap<>();

    /** Bindings of no variable yet; {@code thresholds} are the values of T by constant. */
    Bindings(Map<String, Object> thresholds) {
        this.thresholds = thresholds;
    }

    void bind(@Nullable String variable, ObjectNode fact) {
        if (variable != null) {
            facts.put(variable, fact);
        }
    }

    void bind(@Nullable String variable, Slot slot) {
        if (variable != null) {
            slots.put(variable, slot);
        }
    }

    /** The slot that {@code operand}, a variable or a field of a variable's fact, stands for. */
    Optional<Slot> slot(Operand operand) {
        if (operand instanceof Operand.Variable variable) {
            return Optional.ofNullable(slots.get(variable.name()));
        }
        if (operand instanceof Operand.Field field && field.variable() != null && facts.containsKey(field.variable())) {
            return Optional.of(new Slot(facts.get(field.variable()), field));
        }
        return Optional.empty();
    }

    /** The value of {@code operand} as JSON; a list of a threshold as an array. Empty where it is not known. */
    Optional<JsonNode> value(Operand operand) {
        if (operand instanceof Operand.Text text) {
            return Optional.of(TextNode.valueOf(text.value()));
        }
        if (operand instanceof Operand.Digits digits) {
            return Optional.of(DecimalNode.valueOf(new BigDecimal(digits.value())));
        }
        if (operand instanceof Operand.Flag flag) {
            return Optional.of(BooleanNode.valueOf(flag.value()));
        }
        if (operand instanceof Operand.ThresholdName name) {
            return Optional.ofNullable(thresholds.get(name.constant())).map(Bindings::json);
        }
        return slot(operand).map(Slot::value);
    }

    Optional<BigDecimal> number(Operand operand) {
        return value(operand).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    Optional<String> text(Operand operand) {
        return value(operand).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static JsonNode json(Object value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value instanceof Collection<?> list) {
            var array = json.arrayNode();
            list.forEach(each -> array.add(each.toString()));
            return array;
        }
        return value instanceof Number
                ? json.numberNode(new BigDecimal(value.toString()))
                : json.textNode(value.toString());
    }
}
