package io.drover.server.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who does something.
 *
 * @param name of the access token, or as a commit has it; null: the server itself, or a server without tokens
 * @param requestId null: it was no request
 */
public record Author(@Nullable String name, @Nullable String requestId) {

    /** The server, which takes up what a source has. */
    public static final Author SERVER = new Author(null, null);
}
