package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What was decided about one contact; {@code scores} is left out of the answer where there are none. */
public record ContactDecision(
        String id,
        Map<String, @Nullable String> classifications,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, BigDecimal> scores,
        Since since) {

    public ContactDecision {
        classifications = SortedCopy.of(classifications);
        scores = SortedCopy.of(scores);
    }
}
