package io.drover.server.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do; each role may do what those before it may. */
public enum Role {
    /** Decides. */
    APPLICATION,
    /** Also reads packs and logs. */
    ANALYST,
    /** Does everything. */
    OPERATOR;

    /** As files and messages have it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role whose key is {@code key}. */
    public static Optional<Role> of(String key) {
        return Stream.of(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
