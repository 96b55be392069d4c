package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.drover.engine.failure.NearestName;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object with the places of their values, each read as what it must be. */
final class JsonFields {

    /** A value and where it begins: a String, BigDecimal, Boolean, JsonFields, List of Located, or null. */
    private record Located(@Nullable Object value, int line, int column) {}

    private final Located place;
    private final Map<String, Located> fields;

    private JsonFields(Located place, Map<String, Located> fields) {
        this.place = place;
        this.fields = fields;
    }

    /** The fields of the one object that {@code parser} is about to read. */
    static JsonFields root(JsonParser parser) throws IOException, BadCutTableException {
        JsonToken first = parser.nextToken();
        Located root = first == null ? new Located(null, 1, 1) : value(parser);
        if (!(root.value() instanceof JsonFields fields) || parser.nextToken() != null) {
            throw new BadCutTableException(
                    "A cut table is one JSON object.",
                    "Write the table in curly braces, and nothing else.",
                    root.line(),
                    root.column());
        }
        return fields;
    }

    private static Located value(JsonParser parser) throws IOException {
        JsonLocation location = parser.currentTokenLocation();
        int line = location.getLineNr();
        int column = location.getColumnNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, line, column);
            case START_ARRAY -> {
                List<Located> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Located(items, line, column);
            }
            case VALUE_STRING -> new Located(parser.getText(), line, column);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Located(parser.getDecimalValue(), line, column);
            case VALUE_TRUE, VALUE_FALSE -> new Located(parser.getBooleanValue(), line, column);
            default -> new Located(null, line, column);
        };
    }

    private static Located object(JsonParser parser, int line, int column) throws IOException {
        Map<String, Located> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        Located place = new Located(null, line, column);
        return new Located(new JsonFields(place, fields), line, column);
    }

    /** Refuses fields other than {@code known}. */
    void onlyKnown(String... known) throws BadCutTableException {
        Set<String> names = new TreeSet<>(List.of(known));
        for (String name : fields.keySet()) {
            if (!names.contains(name)) {
                throw bad(
                        name,
                        "The field \"" + name + "\" is unknown.",
                        NearestName.remedy(name, names, "Use one of the known fields"));
            }
        }
    }

    String text(String name) throws BadCutTableException {
        if (required(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrongType(name, "a text");
    }

    @Nullable
    String textOrNull(String name) throws BadCutTableException {
        Located field = fields.get(name);
        return field == null || field.value() == null ? null : text(name);
    }

    String choice(String name, Set<String> allowed) throws BadCutTableException {
        String text = text(name);
        if (!allowed.contains(text)) {
            throw bad(
                    name,
                    "\"" + name + "\" cannot be \"" + text + "\".",
                    NearestName.remedy(text, allowed, "Supported so far"));
        }
        return text;
    }

    Instant instant(String name) throws BadCutTableException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw wrongType(name, "an instant such as 2026-01-31T00:00:00Z");
        }
    }

    /** A whole number from 0. */
    int count(String name) throws BadCutTableException {
        if (required(name) instanceof BigDecimal number
                && Decimals.isOrdinary(number)
                && number.signum() >= 0
                && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                && Decimals.plain(number).scale() == 0) {
            return number.intValue();
        }
        throw wrongType(name, "a whole number, 0 or more");
    }

    List<BigDecimal> numbers(String name) throws BadCutTableException {
        if (!(required(name) instanceof List<?> items)) {
            throw wrongType(name, "a list of numbers");
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Located located
                    && located.value() instanceof BigDecimal number
                    && Decimals.isOrdinary(number))) {
                throw wrongType(name, "a list of numbers");
            }
            numbers.add(Decimals.plain(number));
        }
        return numbers;
    }

    JsonFields object(String name) throws BadCutTableException {
        if (required(name) instanceof JsonFields object) {
            return object;
        }
        throw wrongType(name, "an object in curly braces");
    }

    /** An exception for the value of {@code name}, or, where it is absent, for this object. */
    BadCutTableException bad(String name, String message, String remedy) {
        Located field = fields.getOrDefault(name, place);
        return new BadCutTableException(message, remedy, field.line(), field.column());
    }

    private @Nullable Object required(String name) throws BadCutTableException {
        Located field = fields.get(name);
        if (field == null) {
            throw bad(name, "The field \"" + name + "\" is missing.", "Add it, or compute the table again.");
        }
        return field.value();
    }

    private BadCutTableException wrongType(String name, String wanted) {
        return bad(name, "\"" + name + "\" must be " + wanted + ".", "Correct it, or compute the table again.");
    }
}
