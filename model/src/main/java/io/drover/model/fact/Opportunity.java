package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A possible sale to an account. One without {@code openedAt} counts as opened.
 *
 * @param id how the opportunity is known
 * @param stage how far it has come
 * @param amount in the currency of the account
 * @param openedAt missing: it counts as opened
 * @param closedAt when it was won or lost
 * @param product what would be sold
 */
public record Opportunity(
        @JsonProperty(required = true) String id,

        @OneOf({"prospecting", "qualification", "proposal", "negotiation", "won", "lost"}) @Nullable
        String stage,

        @Nullable BigDecimal amount,
        @Nullable Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String product,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    public Opportunity {
        Objects.requireNonNull(id, "id");
        openedAt = Values.millisOrNull(openedAt);
        closedAt = Values.millisOrNull(closedAt);
    }

    /** Whether the sale is still possible: the stage is prospecting, qualification, proposal or negotiation. */
    @JsonIgnore
    public boolean isOpen() {
        return stage != null && !stage.equals("won") && !stage.equals("lost");
    }

    /** Whether it was closed in the rolling window (asOf − {@code window}, asOf]. */
    @TimeQuestion
    public boolean closedWithin(String window) {
        return TimeQuestions.within(closedAt, window, decisionTime);
    }

    /** Whether it was closed, and at most {@code age} ago. */
    @TimeQuestion
    public boolean closedAtMostAgo(String age) {
        return TimeQuestions.atMostAgo(closedAt, age, decisionTime);
    }

    @Override
    public String factId() {
        return id;
    }

    @Override
    public @Nullable Instant factDate() {
        return openedAt;
    }

    @Override
    public Opportunity boundTo(DecisionTime boundTime) {
        return new Opportunity(id, stage, amount, openedAt, closedAt, product, boundTime);
    }
}
