package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.drover.model.fact.RfmScore;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier answer said, whole or in part. Every member is optional; null means that it was not sent, which is not
 * the same as empty. Members that are not read are ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PreviousDecision(
        @Nullable Instant asOf,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, @Nullable String> classifications,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> segments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PreviousContact> contacts,
        @Nullable Since since,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PreviousTreatment> treatments,

        @JsonIgnoreProperties(ignoreUnknown = true) @Nullable
        RfmScore rfm) {

    public PreviousDecision {
        classifications = sorted(classifications);
        segments = segments == null ? null : List.copyOf(segments);
        contacts = contacts == null ? null : List.copyOf(contacts);
        treatments = treatments == null ? null : List.copyOf(treatments);
    }

    /** What an earlier answer said about one contact. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PreviousContact(
            @Nullable String id,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, @Nullable String> classifications,

            @Nullable Since since) {

        public PreviousContact {
            classifications = sorted(classifications);
        }
    }

    /** A treatment of an earlier answer: its identity and when its episode began. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PreviousTreatment(
            @Nullable String pack,
            @Nullable String key,
            @Nullable String contactId,
            @Nullable Instant since) {}

    private static @Nullable Map<String, @Nullable String> sorted(@Nullable Map<String, @Nullable String> values) {
        return values == null ? null : Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
