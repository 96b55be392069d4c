package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a candidate treatment. */
public enum TreatmentStatus {
    /** To be given now. */
    @JsonProperty("selected")
    SELECTED,
    /** To be given later: at {@code heldUntil}. */
    @JsonProperty("held")
    HELD,
    /** Not to be given, for the reason stated. */
    @JsonProperty("withheld")
    WITHHELD,
    /** Given already in this episode. */
    @JsonProperty("given")
    GIVEN
}
