package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person as a subject, one to a decision. All but {@code id} may be missing; the tag lists are never null. */
public record Customer(
        @JsonProperty(required = true) String id,
        @Nullable String name,
        @Nullable Integer ageYears,
        @Nullable String gender,
        @Nullable String incomeBand,
        @Nullable String education,
        @Nullable String occupation,
        @Nullable String familyStatus,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable String timezone,
        @Nullable String loyaltyStatus,
        @Nullable String channelPreference,
        List<String> psychographics,
        List<String> needs,
        @Nullable BigDecimal lifetimeValue,
        Map<String, Object> attributes)
        implements Fact {

    public Customer {
        Objects.requireNonNull(id, "id");
        psychographics = Values.tags(psychographics);
        needs = Values.tags(needs);
        attributes = Values.openMap(attributes);
    }

    @Override
    public String factId() {
        return id;
    }
}
