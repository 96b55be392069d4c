package io.drover.server.decisionlog;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from.
 *
 * @param requestId null: it has none
 * @param caller the name of the access token; null: there is none
 */
public record Origin(@Nullable String requestId, @Nullable String caller) {

    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(null, null);
}
