package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A treatment that was dispatched to the subject or one of its contacts.
 *
 * @param pack the pack it is of
 * @param key its key in the catalogue
 * @param contactId who got it; missing: the subject itself
 * @param channel by which way
 * @param at when it was given
 * @param outcome what came of it
 */
public record TreatmentGiven(
        @JsonProperty(required = true) String pack,
        @JsonProperty(required = true) String key,
        @Nullable String contactId,

        @OneOf({"web", "ads", "email", "sms", "phone", "in-app", "internal", "none"}) @Nullable
        String channel,

        @JsonProperty(required = true) Instant at,
        @Nullable String outcome,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    public TreatmentGiven {
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        at = Values.millis(at);
    }

    @Override
    public Instant factDate() {
        return at;
    }

    @Override
    public TreatmentGiven boundTo(DecisionTime boundTime) {
        return new TreatmentGiven(pack, key, contactId, channel, at, outcome, boundTime);
    }
}
