package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A company as a subject, one to a decision. All but {@code id} may be missing (null). Amounts are in {@code currency},
 * missing: USD. {@code growthRate} is a fraction a year; {@code founded} a calendar year; {@code targetRank} the rank by fit
 * and potential value, 1 the best.
 */
public record Account(
        @JsonProperty(required = true) String id,
        @Nullable String name,
        @Nullable String domain,
        @Nullable String industry,
        @Between(min = 0, max = Integer.MAX_VALUE) @Nullable Integer employees,
        @Nullable BigDecimal annualRevenue,
        @Nullable BigDecimal growthRate,
        @Nullable Integer founded,

        @OneOf({"startup", "growth", "enterprise"}) @Nullable
        String growthStage,

        @Nullable String ownership,
        @Nullable String businessModel,
        @Nullable String revenueModel,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable String timezone,
        @Nullable String currency,
        @Nullable String plan,

        @OneOf({"none", "trial", "active", "cancelled", "ended"}) @Nullable
        String subscriptionStatus,

        @Nullable LocalDate customerSince,
        @Nullable LocalDate renewalDate,
        @Nullable Boolean onboardingCompleted,
        @Nullable BigDecimal acv,
        @Nullable BigDecimal lifetimeValue,
        @Nullable BigDecimal potentialValue,
        @Nullable BigDecimal costToServe,
        @Nullable Integer targetRank,
        @Nullable String ownerId,
        @Nullable String parentAccountId,
        Map<String, Object> attributes,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Fact {

    /** That of an account's amounts where {@code currency} is missing. */
    public static final String DEFAULT_CURRENCY = "USD";

    public Account {
        Objects.requireNonNull(id, "id");
        attributes = Values.openMap(attributes);
    }

    /** Whether the account may still be won: its subscription status is none, trial or missing. */
    @JsonIgnore
    public boolean isProspect() {
        return subscriptionStatus == null || subscriptionStatus.equals("none") || subscriptionStatus.equals("trial");
    }

    /** Whether the account became a customer more than {@code age} ago. */
    @TimeQuestion
    public boolean customerOlderThan(String age) {
        return TimeQuestions.olderThan(TimeQuestions.midnight(customerSince), age, decisionTime);
    }

    /** Whether the account became a customer within {@code window}. */
    @TimeQuestion
    public boolean customerWithin(String window) {
        return TimeQuestions.within(TimeQuestions.midnight(customerSince), window, decisionTime);
    }

    /** Whether the renewal date lies ahead, less than {@code window} away. */
    @TimeQuestion
    public boolean renewalDueWithin(String window) {
        return TimeQuestions.dueWithin(TimeQuestions.midnight(renewalDate), window, decisionTime);
    }

    @Override
    public String factId() {
        return id;
    }

    @Override
    public Account boundTo(DecisionTime time) {
        return new Account(
                id,
                name,
                domain,
                industry,
                employees,
                annualRevenue,
                growthRate,
                founded,
                growthStage,
                ownership,
                businessModel,
                revenueModel,
                country,
                region,
                city,
                timezone,
                currency,
                plan,
                subscriptionStatus,
                customerSince,
                renewalDate,
                onboardingCompleted,
                acv,
                lifetimeValue,
                potentialValue,
                costToServe,
                targetRank,
                ownerId,
                parentAccountId,
                attributes,
                time);
    }
}
