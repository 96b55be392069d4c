package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product that was detected at an account.
 *
 * @param name of the product
 * @param vendor who makes it
 * @param category such as CRM
 * @param detectedAt when it was found there
 * @param adoption how far it is used
 */
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
