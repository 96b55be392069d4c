package io.drover.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a pack comes from. */
public enum SourceKind {
    /** A folder of the rules directory. */
    @JsonProperty("directory")
    DIRECTORY,
    /** Whoever pushes it. */
    @JsonProperty("api")
    API,
    /** A folder of a git repository. */
    @JsonProperty("git")
    GIT
}
