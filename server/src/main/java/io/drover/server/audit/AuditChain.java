package io.drover.server.audit;

import io.drover.engine.request.DecisionJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an audit, read from its bytes, and the first of them at which it is broken.
 *
 * @param entries those that can be read, up to the end, also behind a broken one
 * @param wholeBytes the bytes up to the end of the last line that has one
 * @param tornBytes those behind, of a line that was not written to its end
 * @param broken null: the chain is whole
 * @param hashes the SHA-256 of each whole line
 */
record AuditChain(
        List<AuditEntry> entries,
        long wholeBytes,
        long tornBytes,
        @Nullable Break broken,
        List<String> hashes) {

    /** What the first line has in place of the hash of one before it. */
    static final String NOTHING = "0".repeat(64);

    /** Where a chain is broken, and a sentence on how. */
    record Break(long line, String how) {}

    /** How many whole lines there are. */
    long lines() {
        return hashes.size();
    }

    /** The hash of the last whole line. */
    String head() {
        return hashes.isEmpty() ? NOTHING : hashes.get(hashes.size() - 1);
    }

    /** Whether the line that {@code mark} names is there, as it was then. */
    boolean has(AuditMark mark) {
        return mark.sequence() >= 1
                && mark.sequence() <= lines()
                && hashes.get((int) mark.sequence() - 1).equals(mark.sha256());
    }

    static AuditChain of(byte[] bytes) {
        List<AuditEntry> entries = new ArrayList<>();
        Break broken = null;
        String previous = NOTHING;
        List<String> hashes = new ArrayList<>();
        int begin = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                byte[] line = Arrays.copyOfRange(bytes, begin, end);
                AuditEntry entry = read(line);
                if (entry != null) {
                    entries.add(entry);
                }
                broken = broken == null ? check(entry, hashes.size() + 1, previous) : broken;
                previous = sha256(line);
                hashes.add(previous);
                begin = end + 1;
            }
        }
        return new AuditChain(List.copyOf(entries), begin, bytes.length - begin, broken, List.copyOf(hashes));
    }

    private static @Nullable Break check(@Nullable AuditEntry entry, long number, String previous) {
        if (entry == null) {
            return new Break(number, "it is no entry of an audit");
        }
        if (!entry.previous().equals(previous)) {
            return new Break(
                    number,
                    number == 1
                            ? "it is not the first one that was written"
                            : "it does not carry the hash of the line before, so one of the two, or a line between them,"
                                    + " is not as it was written");
        }
        if (entry.sequence() != number) {
            return new Break(number, "it has the number " + entry.sequence());
        }
        return null;
    }

    private static @Nullable AuditEntry read(byte[] line) {
        try {
            return DecisionJson.mapper().readValue(line, AuditEntry.class);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    static byte[] line(AuditEntry entry) {
        try {
            return DecisionJson.mapper().writeValueAsString(entry).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("an entry that is no JSON", e);
        }
    }

    static String sha256(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
