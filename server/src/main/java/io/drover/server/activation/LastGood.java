package io.drover.server.activation;

import io.drover.server.audit.AuditMark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What served last: the file that decides what serves after a crash.
 *
 * @param rules the rules directory
 * @param revision of the rule set
 * @param packs since when each pack has been active
 * @param revisions of these packs, and of those that would be active if they had not been lost; empty: the rule set has them
 * @param policy the pack that is the policy; empty: there is none; null: unknown
 * @param pins the packs that are held at their revision, by name
 * @param audit the line of the audit that says how it came about; null: there was no audit yet
 */
record LastGood(
        String rules,
        String revision,
        Map<String, Instant> packs,
        Map<String, String> revisions,
        @Nullable String policy,
        Map<String, Pin> pins,
        @Nullable AuditMark audit) {

    LastGood {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(revision, "revision");
        packs = Map.copyOf(packs);
        revisions = revisions == null ? Map.of() : Map.copyOf(revisions);
        pins = pins == null ? Map.of() : Map.copyOf(pins);
    }

    /** Whether it came out of the directory {@code path}. */
    boolean isOf(Path path) {
        return rules.equals(identity(path));
    }

    /** How the directory {@code path} is called in the file. */
    static String identity(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
