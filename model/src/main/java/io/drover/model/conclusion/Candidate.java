package io.drover.model.conclusion;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that {@code taxonomy} has {@code value}. Of all candidates of a taxonomy (and contact) the engine takes the
 * value that comes first in the manifest and inserts it as {@link Classified}.
 */
public record Candidate(
        String taxonomy, String value, @Nullable String contactId) {

    public Candidate {
        Objects.requireNonNull(taxonomy, "taxonomy");
        Objects.requireNonNull(value, "value");
    }

    public Candidate(String taxonomy, String value) {
        this(taxonomy, value, null);
    }

    /** The same proposal about one contact. */
    public Candidate contact(String id) {
        return new Candidate(taxonomy, value, id);
    }
}
