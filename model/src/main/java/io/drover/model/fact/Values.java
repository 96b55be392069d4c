package io.drover.model.fact;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the facts take over what they are given: copied, never null, instants cut to milliseconds. */
final class Values {

    private Values() {}

    /** A sorted copy of an open map, whose values are texts, numbers, booleans and lists of these; null: an empty map. */
    static Map<String, Object> openMap(@Nullable Map<String, Object> values) {
        if (values == null || values.isEmpty()) {
            return Map.of();
        }
        SortedMap<String, Object> copy = new TreeMap<>();
        values.forEach((key, value) -> {
            if (value != null) {
                copy.put(key, value instanceof List<?> list ? List.copyOf(list) : value);
            }
        });
        return Collections.unmodifiableSortedMap(copy);
    }

    /** A copy of the tags, in their order; null: an empty list. */
    static List<String> tags(@Nullable List<String> tags) {
        return tags == null ? List.of() : List.copyOf(tags);
    }

    /** The instant cut to milliseconds. */
    static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The instant cut to milliseconds; null stays null. */
    static @Nullable Instant millisOrNull(@Nullable Instant instant) {
        return instant == null ? null : millis(instant);
    }
}
