package io.drover.engine.pack;

import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A named number, duration, text or list of texts of {@code thresholds.csv}, which rules read as {@code T.CONSTANT}.
 *
 * @param value an Integer, BigDecimal, String (texts and durations) or a List of String, by {@code type}
 * @param min the least value, of the same type; null: any
 * @param max the greatest value, of the same type; null: any
 * @param source where the value comes from; null: not stated
 * @param assumption whether the value is an assumption rather than sourced
 * @param place of its row
 */
public record Threshold(
        String name,
        Type type,
        Object value,
        @Nullable Object min,
        @Nullable Object max,
        @Nullable String unit,
        @Nullable String description,
        @Nullable String owner,
        @Nullable String source,
        boolean assumption,
        Place place) {

    /** What a threshold's value is. */
    public enum Type {
        INTEGER,
        DECIMAL,
        DURATION,
        TEXT,
        LIST
    }

    /** The same threshold with another value of its type. */
    public Threshold withValue(Object other) {
        return new Threshold(name, type, other, min, max, unit, description, owner, source, assumption, place);
    }

    /** By what a number or duration, {@code value}, is compared. */
    static BigDecimal size(Object value) {
        if (value instanceof String duration) {
            return BigDecimal.valueOf(Durations.parse(duration).toSeconds());
        }
        return value instanceof Integer integer ? BigDecimal.valueOf(integer) : (BigDecimal) value;
    }

    /** The name of the constant rules read it by: {@code intent.comparison-views} is INTENT_COMPARISON_VIEWS. */
    public String constantName() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
