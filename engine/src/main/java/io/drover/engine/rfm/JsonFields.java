package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.drover.engine.failure.NearestName;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object with the places of their values, each read as what it must be. What is not so is reported, and
 * read as null or nothing.
 */
final class JsonFields {

    /** A value and where it begins: a String, BigDecimal, Boolean, Map or List of Located, or null. */
    private record Located(@Nullable Object value, int line, int column) {}

    private final Map<String, Located> fields;
    private final Located place;
    private final String pointer;
    private final Consumer<CutTableFault> sink;

    private JsonFields(Map<String, Located> fields, Located place, String pointer, Consumer<CutTableFault> sink) {
        this.fields = fields;
        this.place = place;
        this.pointer = pointer;
        this.sink = sink;
    }

    /** The fields of the object whose beginning {@code parser} is at; null where something else is there. */
    static @Nullable JsonFields read(JsonParser parser, Consumer<CutTableFault> sink) throws IOException {
        JsonToken first = parser.currentToken();
        Located root = first == null ? new Located(null, 1, 1) : value(parser);
        if (root.value() instanceof Map<?, ?> fields) {
            return new JsonFields(named(fields), root, "", sink);
        }
        sink.accept(new CutTableFault(
                "",
                root.line(),
                root.column(),
                "wrong-type",
                "A cut table is one JSON object.",
                "Write the table in curly braces, and nothing else."));
        return null;
    }

    private static Located value(JsonParser parser) throws IOException {
        JsonLocation location = parser.currentTokenLocation();
        int line = location == null ? 1 : Math.max(1, location.getLineNr());
        int column = location == null ? 1 : Math.max(1, location.getColumnNr());
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Located> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield new Located(fields, line, column);
            }
            case START_ARRAY -> {
                List<Located> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Located(items, line, column);
            }
            case VALUE_STRING -> new Located(parser.getText(), line, column);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Located(Decimals.read(parser), line, column);
            case VALUE_TRUE, VALUE_FALSE -> new Located(parser.getBooleanValue(), line, column);
            default -> new Located(null, line, column);
        };
    }

    private static Map<String, Located> named(Map<?, ?> fields) {
        Map<String, Located> named = new LinkedHashMap<>();
        fields.forEach((name, value) -> named.put((String) name, (Located) value));
        return named;
    }

    /** Reports fields other than {@code known}. */
    void onlyKnown(Collection<String> known) {
        Set<String> names = new TreeSet<>(known);
        for (String name : fields.keySet()) {
            if (!names.contains(name)) {
                report(
                        name,
                        "unknown-field",
                        "The field \"" + shown(name) + "\" is unknown.",
                        NearestName.remedy(shown(name), names, "Use one of the known fields"));
            }
        }
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    boolean has(String name) {
        Located field = fields.get(name);
        return field != null && field.value() != null;
    }

    @Nullable
    String text(String name) {
        return value(name, "a text", String.class, text -> !text.isBlank());
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    /** One of {@code allowed}; another one is reported as no {@code word}, a plural. */
    @Nullable
    String choice(String name, Collection<String> allowed, String word) {
        String text = text(name);
        if (text == null || allowed.contains(text)) {
            return text;
        }
        report(
                name,
                "unknown-value",
                "\"" + name + "\" cannot be \"" + shown(text) + "\".",
                NearestName.remedy(text, allowed, word));
        return null;
    }

    @Nullable
    Instant instant(String name) {
        String text = value(name, "an instant such as 2026-01-31T00:00:00Z", String.class, JsonFields::isInstant);
        return text == null ? null : Instant.parse(text);
    }

    private static boolean isInstant(String text) {
        try {
            int year = Instant.parse(text).atZone(ZoneOffset.UTC).getYear();
            return year >= 0 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A whole number from {@code least}. */
    @Nullable
    Integer count(String name, int least) {
        BigDecimal number = value(
                name,
                "a whole number, " + least + " or more",
                BigDecimal.class,
                given -> Decimals.isOrdinary(given)
                        && given.compareTo(BigDecimal.valueOf(least)) >= 0
                        && given.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                        && given.stripTrailingZeros().scale() <= 0);
        return number == null ? null : number.intValueExact();
    }

    /** A list of numbers. */
    @Nullable
    List<BigDecimal> numbers(String name) {
        List<?> items = value(
                name,
                "a list of numbers",
                List.class,
                list -> ((List<?>) list)
                        .stream()
                                .allMatch(item -> item instanceof Located located
                                        && located.value() instanceof BigDecimal number
                                        && Decimals.isOrdinaryCut(number)));
        return items == null
                ? null
                : items.stream()
                        .map(item -> (BigDecimal) Objects.requireNonNull(((Located) item).value()))
                        .toList();
    }

    @Nullable
    JsonFields object(String name) {
        Map<?, ?> object = value(name, "an object in curly braces", Map.class, any -> true);
        return object == null ? null : new JsonFields(named(object), fields.getOrDefault(name, place), at(name), sink);
    }

    private <T> @Nullable T value(String name, String wanted, Class<T> type, Predicate<T> isSound) {
        Located field = fields.get(name);
        if (field == null) {
            report(
                    name,
                    "missing-field",
                    "The field \"" + name + "\" is missing.",
                    "Add it, or compute the table again.");
            return null;
        }
        if (type.isInstance(field.value()) && isSound.test(type.cast(field.value()))) {
            return type.cast(field.value());
        }
        report(
                name,
                "wrong-type",
                "\"" + name + "\" must be " + wanted + ".",
                "Correct it, or compute the table again.");
        return null;
    }

    /** Reports something about the value of {@code name}, or, where it is absent, about this object. */
    void report(String name, String code, String message, String remedy) {
        Located field = fields.getOrDefault(name, place);
        sink.accept(new CutTableFault(at(name), field.line(), field.column(), code, message, remedy));
    }

    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
