package io.drover.model.conclusion;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value that a taxonomy has; {@code contactId} is null for a taxonomy of the subject. Inserted by the engine. */
public record Classified(
        String taxonomy, String value, @Nullable String contactId) {

    public Classified {
        Objects.requireNonNull(taxonomy, "taxonomy");
        Objects.requireNonNull(value, "value");
    }
}
