package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A product that was detected at an account. */
public record Technology(
        @Nullable String name,
        @Nullable String vendor,
        @Nullable String category,
        @Nullable Instant detectedAt,
        @Nullable String adoption,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    public Technology {
        detectedAt = Values.millisOrNull(detectedAt);
    }

    @Override
    public @Nullable Instant factDate() {
        return detectedAt;
    }

    @Override
    public Technology boundTo(DecisionTime boundTime) {
        return new Technology(name, vendor, category, detectedAt, adoption, boundTime);
    }
}
