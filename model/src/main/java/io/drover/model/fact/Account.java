package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A company as a subject, one to a decision. All but {@code id} may be missing (null).
 *
 * @param id how the company is known
 * @param industry as in SaaS; compared letter by letter
 * @param employees how many people work there
 * @param annualRevenue in {@code currency}
 * @param growthRate a fraction a year: 0.2 is 20 %
 * @param founded a calendar year, such as 2012
 * @param ownership such as public or private
 * @param country a code of two letters, such as US
 * @param region such as North America
 * @param timezone a name such as Europe/Berlin
 * @param currency of all amounts, an ISO 4217 code; missing: USD
 * @param plan what it subscribes to
 * @param customerSince the day it became a customer
 * @param renewalDate the day its contract is renewed or ends
 * @param acv annual contract value, in {@code currency}
 * @param lifetimeValue in {@code currency}
 * @param potentialValue what it could be worth, in {@code currency}
 * @param costToServe a year, in {@code currency}
 * @param targetRank its rank by fit and potential value; 1 is the best
 * @param ownerId who looks after it
 * @param parentAccountId the company it belongs to
 * @param attributes further values by name
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
