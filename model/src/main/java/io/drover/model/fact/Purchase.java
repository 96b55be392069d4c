package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something bought, given back or called off. {@code currency} is an ISO 4217 code.
 *
 * @param id how the purchase is known
 * @param time when it was made
 * @param amount in {@code currency}
 * @param currency an ISO 4217 code
 * @param channel where it was made, such as store
 * @param categories of the goods
 * @param status missing: completed
 */
public record Purchase(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) Instant time,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String channel,
        List<String> categories,

        @OneOf({"completed", "refunded", "cancelled"}) @Nullable
        String status,

        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    public Purchase {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(time, "time");
        time = Values.millis(time);
        categories = Values.tags(categories);
    }

    /** Whether it counts as a purchase: its status is completed or missing. */
    @JsonIgnore
    public boolean isCompleted() {
        return status == null || status.equals("completed");
    }

    @Override
    public String factId() {
        return id;
    }

    @Override
    public Instant factDate() {
        return time;
    }

    @Override
    public Purchase boundTo(DecisionTime boundTime) {
        return new Purchase(id, time, amount, currency, channel, categories, status, boundTime);
    }
}
