package io.drover.engine.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The same facts with one thing changed, those first that change least: a number by the least step, an instant to the edge of
 * a window, a text to another one, a fact left out.
 */
final class Changes {

    private static final Set<String> KEPT = Set.of("id", "contactId");
    private static final List<BigDecimal> STEPS =
            Stream.of("1", "0.01", "100").map(BigDecimal::new).toList();

    private final ObjectNode given;
    private final Instant asOf;
    private final List<Duration> durations;
    private final List<ObjectNode> least = new ArrayList<>();
    private final List<ObjectNode> more = new ArrayList<>();

    /** The changes of {@code given}; {@code durations} are those that may matter. */
    Changes(ObjectNode given, Instant asOf, List<Duration> durations) {
        this.given = given;
        this.asOf = asOf;
        this.durations = List.copyOf(durations);
    }

    /** Each a copy. */
    List<ObjectNode> all() {
        change(given, "");
        return Stream.concat(least.stream(), more.stream()).toList();
    }

    private void change(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (!KEPT.contains(member.getKey())) {
                    change(member.getValue(), pointer + "/" + member.getKey());
                    boolean isSubject = pointer.isEmpty()
                            && (member.getKey().equals("account")
                                    || member.getKey().equals("customer"));
                    if (!isSubject) {
                        more.add(without(pointer, member.getKey()));
                    }
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                change(array.get(i), pointer + "/" + i);
                more.add(withoutItem(pointer, i));
            }
        } else {
            changeValue(node, pointer);
        }
    }

    private void changeValue(JsonNode value, String pointer) {
        if (value.isNumber()) {
            for (BigDecimal step : STEPS) {
                least.add(with(pointer, DecimalNode.valueOf(value.decimalValue().subtract(step))));
                least.add(with(pointer, DecimalNode.valueOf(value.decimalValue().add(step))));
            }
        } else if (value.isBoolean()) {
            least.add(with(pointer, BooleanNode.valueOf(!value.booleanValue())));
        } else if (value.isTextual()) {
            changeText(value.textValue(), pointer);
        }
    }

    private void changeText(String text, String pointer) {
        List<Instant> edges = Stream.concat(
                        durations.stream().flatMap(each -> Stream.of(asOf.minus(each), asOf.plus(each))),
                        durations.stream()
                                .flatMap(each -> Stream.of(
                                        asOf.minus(each).minus(Duration.ofDays(1)),
                                        asOf.minus(each).plus(Duration.ofDays(1)))))
                .toList();
        if (isInstant(text)) {
            edges.forEach(edge -> least.add(with(pointer, TextNode.valueOf(edge.toString()))));
        } else if (isDate(text)) {
            edges.forEach(edge -> least.add(with(
                    pointer,
                    TextNode.valueOf(edge.atOffset(ZoneOffset.UTC).toLocalDate().toString()))));
        } else {
            least.add(with(pointer, TextNode.valueOf("other")));
            // A word out of several is another text too.
            Stream.of(text.split(" "))
                    .filter(word -> !word.equals(text))
                    .forEach(word -> least.add(with(pointer, TextNode.valueOf(word))));
            otherValues(text).forEach(value -> least.add(with(pointer, TextNode.valueOf(value))));
        }
    }

    /** The other values of the enumerated fields that have {@code text}. */
    private static Stream<String> otherValues(String text) {
        return Stream.of(
                        List.of("none", "trial", "active", "cancelled", "ended"),
                        List.of("prospecting", "proposal", "won", "lost"),
                        List.of("completed", "refunded"),
                        List.of("granted", "denied"),
                        List.of("startup", "growth", "enterprise"),
                        List.of("NPS", "CSAT"),
                        List.of("page.viewed", "ad.clicked", "account.enriched"))
                .filter(values -> values.contains(text))
                .flatMap(List::stream)
                .filter(value -> !value.equals(text));
    }

    private static boolean isInstant(String text) {
        try {
            return text.indexOf('T') > 0 && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private ObjectNode with(String pointer, JsonNode value) {
        ObjectNode copy = given.deepCopy();
        int end = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, end));
        String name = pointer.substring(end + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return copy;
    }

    private ObjectNode without(String pointer, String name) {
        ObjectNode copy = given.deepCopy();
        ((ObjectNode) copy.at(pointer)).remove(name);
        return copy;
    }

    private ObjectNode withoutItem(String pointer, int index) {
        ObjectNode copy = given.deepCopy();
        ((ArrayNode) copy.at(pointer)).remove(index);
        return copy;
    }
}
