package io.drover.engine.pack;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A named number, duration, text or list of texts of {@code thresholds.csv}, which rules read as {@code T.CONSTANT}.
 *
 * @param value an Integer, BigDecimal, String (texts and durations) or a List of String, by {@code type}
 * @param source where the value comes from; null: not stated
 * @param assumption whether the value is an assumption rather than sourced
 * @param place of its row
 */
public record Threshold(
        String name,
        Type type,
        Object value,
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

    /** The name of the constant rules read it by: {@code intent.comparison-views} is INTENT_COMPARISON_VIEWS. */
    public String constantName() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
