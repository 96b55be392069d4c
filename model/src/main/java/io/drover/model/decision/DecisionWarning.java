package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something the caller should know about a decision that was made all the same.
 *
 * @param code stable, such as {@code missing-fact}
 * @param pointer the JSON pointer into the request; null where no one place is meant
 */
public record DecisionWarning(
        String code,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pointer,
        String detail) {}
