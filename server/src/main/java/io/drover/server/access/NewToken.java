package io.drover.server.access;

import java.util.Collection;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A token that was just made.
 *
 * @param token what the caller sends; it is nowhere else
 * @param entry what stands for it in the file of tokens
 */
public record NewToken(String token, String entry) {

    /** A token of {@code caller}. */
    public static NewToken of(String caller, Collection<Role> roles, RandomGenerator randomness) {
        TokenFile.requireName(caller);
        String token = Tokens.random(randomness);
        String keys = new TreeSet<>(roles).stream().map(Role::key).collect(Collectors.joining(", "));
        String entry =
                "- name: " + caller + "\n  roles: [" + keys + "]\n  token-sha256: \"" + Tokens.sha256(token) + "\"";
        return new NewToken(token, entry);
    }

    @Override
    public String toString() {
        return "NewToken[" + entry + "]";
    }
}
