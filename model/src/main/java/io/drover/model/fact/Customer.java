package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person as a subject, one to a decision. All but {@code id} may be missing; the tag lists are never null.
 *
 * @param id how the person is known
 * @param ageYears in whole years
 * @param country a code of two letters, such as US
 * @param timezone a name such as Europe/Berlin
 * @param loyaltyStatus the tier in a loyalty programme
 * @param channelPreference by which channel the person wants to be reached
 * @param psychographics tags for attitudes and interests
 * @param needs tags for what the person is after
 * @param lifetimeValue in USD
 * @param attributes further values by name
 */
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
