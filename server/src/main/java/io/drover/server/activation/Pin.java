package io.drover.server.activation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an operator holds a pack at a revision, whatever its source says.
 *
 * @param by the name of the operator's token; null where the server needs none
 */
public record Pin(
        String revision,
        String reason,
        Instant at,
        @Nullable String by) {}
