package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Since when each taxonomy has its value, and the subject is in each segment; contacts have no {@code segments}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Since(
        @Nullable Map<String, Instant> classifications,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Instant> segments) {

    public Since {
        classifications = classifications == null ? null : Collections.unmodifiableMap(new TreeMap<>(classifications));
        segments = segments == null ? null : Collections.unmodifiableMap(new TreeMap<>(segments));
    }
}
