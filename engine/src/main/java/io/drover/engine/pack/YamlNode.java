package io.drover.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value in a YAML file, with the place where it begins. */
public sealed interface YamlNode {

    Place place();

    /** The same value as JSON. */
    JsonNode toJson();

    /** What the value is, for a message: {@code a text}, {@code a list}. */
    String kind();

    /** The deepest node on the way that a JSON pointer, such as {@code /signals/3/time}, describes. */
    default YamlNode nearest(String pointer) {
        YamlNode node = this;
        for (String token : pointer.split("/", -1)) {
            YamlNode child =
                    token.isEmpty() ? node : node.child(token.replace("~1", "/").replace("~0", "~"));
            if (child == null) {
                return node;
            }
            node = child;
        }
        return node;
    }

    private @Nullable YamlNode child(String name) {
        if (this instanceof Mapping mapping) {
            Entry entry = mapping.entries().get(name);
            return entry == null ? null : entry.value();
        }
        if (this instanceof Sequence sequence && name.matches("\\d{1,6}")) {
            int index = Integer.parseInt(name);
            return index < sequence.items().size() ? sequence.items().get(index) : null;
        }
        return null;
    }

    /** A text: whatever is quoted, and whatever is not another scalar, dates and instants among them. */
    record Text(Place place, String value) implements YamlNode {
        @Override
        public JsonNode toJson() {
            return TextNode.valueOf(value);
        }

        @Override
        public String kind() {
            return "a text";
        }
    }

    /** A number, as JSON writes it. */
    record Numeric(Place place, BigDecimal value) implements YamlNode {
        @Override
        public JsonNode toJson() {
            return DecimalNode.valueOf(value);
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /** {@code true} or {@code false}; {@code yes} and {@code no} are texts. */
    record Flag(Place place, boolean value) implements YamlNode {
        @Override
        public JsonNode toJson() {
            return BooleanNode.valueOf(value);
        }

        @Override
        public String kind() {
            return "true or false";
        }
    }

    /** {@code null}, {@code ~} or nothing at all. */
    record Null(Place place) implements YamlNode {
        @Override
        public JsonNode toJson() {
            return NullNode.getInstance();
        }

        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** A list. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode toJson() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> array.add(item.toJson()));
            return array;
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values, in the order of the file. */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public JsonNode toJson() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, entry) -> object.set(key, entry.value().toJson()));
            return object;
        }

        @Override
        public String kind() {
            return "a mapping of keys to values";
        }
    }

    /** A key with its own place, and its value. */
    record Entry(Place place, String key, YamlNode value) {}
}
