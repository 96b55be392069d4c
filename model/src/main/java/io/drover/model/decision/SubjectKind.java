package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a decision can be about. */
public enum SubjectKind {
    @JsonProperty("account")
    ACCOUNT,
    @JsonProperty("customer")
    CUSTOMER
}
