package io.drover.server.activation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That an operator has switched a treatment off, or on again.
 *
 * @param enabled false: every candidate for it is withheld; true: the catalogue says what becomes of them
 * @param by the name of the operator's token; null where the server needs none
 * @param requestId null: the request had none
 */
public record TreatmentSwitch(
        String key,
        boolean enabled,
        String reason,
        Instant at,
        @Nullable String by,
        @Nullable String requestId) {

    public TreatmentSwitch {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
    }
}
