package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.model.fact.Between;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the policy pack says about candidates side by side, for one decision; each part that is here takes the place of the whole
 * part of the pack, an empty one too.
 *
 * @param exclusive groups of treatments, by key, of which a subject gets one at a time
 * @param perDecision by channel, how many treatments one decision may select
 * @param caps by channel, how many treatments may be given within a rolling window
 */
public record PolicyOverride(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<List<String>> exclusive,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Between(min = 0, max = 1_000_000) @Nullable
        Map<String, Integer> perDecision,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Cap> caps) {

    /**
     * At most {@code max} treatments within {@code per}.
     *
     * @param per a duration such as {@code 7d}
     */
    public record Cap(
            @JsonProperty(required = true) @Between(min = 0, max = 1_000_000)
            Integer max,

            @JsonProperty(required = true) String per) {

        public Cap {
            Objects.requireNonNull(max, "max");
            Objects.requireNonNull(per, "per");
        }
    }

    public PolicyOverride {
        exclusive =
                exclusive == null ? null : exclusive.stream().map(List::copyOf).toList();
        perDecision = sorted(perDecision);
        caps = sorted(caps);
    }

    private static <T> @Nullable Map<String, T> sorted(@Nullable Map<String, T> map) {
        if (map == null) {
            return null;
        }
        Map<String, T> sorted = new TreeMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                sorted.put(key, value);
            }
        });
        return Collections.unmodifiableMap(sorted);
    }
}
