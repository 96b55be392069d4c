package io.drover.model.conclusion;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A candidate treatment out of the pack's catalogue, for the subject or for one of its contacts. */
public record Treat(String key, @Nullable String contactId, Map<String, Object> parameters) {

    public Treat {
        Objects.requireNonNull(key, "key");
        parameters = parameters.isEmpty() ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    public Treat(String key) {
        this(key, null, Map.of());
    }

    /** The same treatment for one contact. */
    public Treat contact(String id) {
        return new Treat(key, id, parameters);
    }

    /** The same treatment with a further parameter; one whose {@code value} is missing (null) is left out. */
    public Treat with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new Treat(key, contactId, more);
    }
}
