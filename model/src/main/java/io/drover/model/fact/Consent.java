package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a channel may be used, {@code *} standing for every channel; for one contact, or for the subject where
 * {@code contactId} is missing. The latest {@code at} counts for each contact, channel and purpose.
 *
 * @param contactId whose it is; missing: the subject's own
 * @param channel {@code *}: every channel
 * @param purpose what for, such as marketing; missing: everything
 * @param at when it was said; the latest counts
 * @param expiresAt when it ends by itself, not before {@code at}
 */
public record Consent(
        @Nullable String contactId,

        @JsonProperty(required = true) @OneOf({"web", "ads", "email", "sms", "phone", "in-app", "internal", "*"})
        String channel,

        @Nullable String purpose,

        @JsonProperty(required = true) @OneOf({"granted", "denied", "revoked"})
        String status,

        @JsonProperty(required = true) Instant at,
        @Nullable Instant expiresAt,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    public Consent {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
        at = Values.millis(at);
        expiresAt = Values.millisOrNull(expiresAt);
    }

    @Override
    public Instant factDate() {
        return at;
    }

    @Override
    public Consent boundTo(DecisionTime boundTime) {
        return new Consent(contactId, channel, purpose, status, at, expiresAt, boundTime);
    }
}
