package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a decision can be about. */
public enum SubjectKind {
    @JsonProperty("account")
    ACCOUNT,
    @JsonProperty("customer")
    CUSTOMER;

    /** The word for it in requests, answers and manifests: {@code account} or {@code customer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
