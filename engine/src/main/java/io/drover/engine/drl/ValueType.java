package io.drover.engine.drl;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What a value of a condition is, as far as comparing it goes. */
public enum ValueType {
    TEXT("a text"),
    WHOLE("a whole number"),
    DECIMAL("a decimal number"),
    BOOLEAN("true or false"),
    INSTANT("an instant"),
    DATE("a date"),
    DURATION("a duration"),
    /** What a clock shows, as a text; only questions ask for it. */
    TIME_OF_DAY("a time of day"),
    TEXTS("a list of texts"),
    /** An open map; only its entries can be compared. */
    MAP("an open map"),
    /** An entry of an open map, whose type is not known before a request comes. */
    OPEN("an entry of an open map"),
    FACT("a fact"),
    MISSING("null"),
    /** Not known, because of something that has been reported already. */
    UNKNOWN("something unknown");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** As a sentence names it. */
    String words() {
        return words;
    }

    public boolean isNumber() {
        return this == WHOLE || this == DECIMAL;
    }

    /** The type of values of the Java type {@code type}. */
    static ValueType of(Class<?> type) {
        if (type == String.class) {
            return TEXT;
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return WHOLE;
        }
        if (type == BigDecimal.class || type == double.class || type == Number.class) {
            return DECIMAL;
        }
        if (type == Boolean.class || type == boolean.class) {
            return BOOLEAN;
        }
        if (type == Instant.class) {
            return INSTANT;
        }
        if (type == LocalDate.class) {
            return DATE;
        }
        if (List.class.isAssignableFrom(type)) {
            return TEXTS;
        }
        return Map.class.isAssignableFrom(type) ? MAP : FACT;
    }
}
