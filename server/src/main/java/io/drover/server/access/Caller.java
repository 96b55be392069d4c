package io.drover.server.access;

import java.util.Set;

/**
 * Whoever a token belongs to.
 *
 * @param name of the token, for limits and logs
 */
public record Caller(String name, Set<Role> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether one of the roles is {@code needed}, or includes it. */
    public boolean may(Role needed) {
        return roles.stream().anyMatch(role -> role.compareTo(needed) >= 0);
    }
}
