package io.drover.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The tokens there are, as their hashes: whoever reads the file of tokens learns none. Immutable. */
final class Tokens {

    /** With which a token begins, so that tools that look for leaked secrets can know it. */
    private static final String PREFIX = "drover_";

    private static final int RANDOM_BYTES = 32;

    private final List<Entry> entries;

    /**
     * One token.
     *
     * @param sha256 of the token in UTF-8, in hexadecimal digits
     */
    record Entry(Caller caller, String sha256) {}

    Tokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A new token. Its hash needs no salt and no slowness: there are 2²⁵⁶ of them to guess from. */
    static String random(RandomGenerator randomness) {
        byte[] bytes = new byte[RANDOM_BYTES];
        randomness.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** In hexadecimal digits. */
    static String sha256(String token) {
        return HexFormat.of().formatHex(digest(token));
    }

    int size() {
        return entries.size();
    }

    /** Whose token it is. That takes the same time whichever it is, and however much of it is right. */
    Optional<Caller> callerOf(String token) {
        byte[] presented = digest(token);
        @Nullable Caller found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(entry.sha256()), presented)) {
                found = entry.caller();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java without SHA-256", e);
        }
    }
}
