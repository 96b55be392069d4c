package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a survey: NPS from 0 to 10, CSAT on the scale of the survey.
 *
 * @param kind which survey
 * @param score NPS: 0 to 10; CSAT: on the scale of the survey
 * @param at when it was answered
 */
public record SurveyResponse(
        @OneOf({"NPS", "CSAT"}) @Nullable String kind,
        @Nullable BigDecimal score,
        @Nullable Instant at,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    public SurveyResponse {
        at = Values.millisOrNull(at);
    }

    @Override
    public @Nullable Instant factDate() {
        return at;
    }

    @Override
    public SurveyResponse boundTo(DecisionTime boundTime) {
        return new SurveyResponse(kind, score, at, boundTime);
    }
}
