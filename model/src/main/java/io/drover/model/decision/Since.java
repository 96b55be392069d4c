package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when each taxonomy has its value, and the subject is in each segment; contacts have no {@code segments}. A member
 * posted as null is as if it were not there.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Since(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Instant> classifications,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Instant> segments) {

    public Since {
        classifications = sorted(classifications);
        segments = sorted(segments);
    }

    private static @Nullable Map<String, Instant> sorted(@Nullable Map<String, Instant> instants) {
        if (instants == null) {
            return null;
        }
        if (instants.isEmpty()) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, Instant> copy = new TreeMap<>();
        instants.forEach((name, instant) -> {
            if (instant != null) {
                copy.put(name, instant);
            }
        });
        return Collections.unmodifiableSortedMap(copy);
    }
}
