package io.drover.engine.pack;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How grave a problem is, gravest first. Only an error keeps a pack from serving. */
public enum Severity {
    @JsonProperty("error")
    ERROR,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("information")
    INFORMATION
}
