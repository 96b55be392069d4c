package io.drover.server.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether an audit is as it was written.
 *
 * @param lines how many there are
 * @param brokenLine the first line at which it is not; null: it is whole
 * @param sentence what was found
 */
public record AuditVerification(long lines, @Nullable Long brokenLine, String sentence) {

    /**
     * Verifies the audit in the directory {@code data}, also beside a server that writes it.
     *
     * @param mark the line that what serves names; null: it names none
     * @throws NoSuchFileException if there is none, and nothing that names it
     * @throws IOException if it cannot be read
     */
    public static AuditVerification of(Path data, @Nullable AuditMark mark) throws IOException {
        Path file = AuditLog.fileIn(data);
        byte[] bytes = AuditLog.bytes(file);
        if (bytes.length == 0 && mark == null) {
            throw new NoSuchFileException(file.toString());
        }
        AuditChain chain = AuditChain.of(bytes);
        AuditChain.Break broken = chain.broken();
        if (broken != null) {
            return broken(chain, broken.line(), "Line " + broken.line() + " of " + file + ": " + broken.how() + ".");
        }
        if (mark != null && mark.sequence() > chain.lines()) {
            long missing = chain.lines() + 1;
            return broken(
                    chain,
                    missing,
                    "Line " + missing + " of " + file + " is missing: what serves names line " + mark.sequence() + ".");
        }
        if (mark != null && !chain.has(mark)) {
            return broken(
                    chain,
                    mark.sequence(),
                    "Line " + mark.sequence() + " of " + file + " is not the one that what serves names.");
        }
        return new AuditVerification(
                chain.lines(),
                null,
                chain.lines() + (chain.lines() == 1 ? " line" : " lines")
                        + ", each with the hash of the one before. The last one has the hash " + chain.head() + "."
                        + repairs(chain) + torn(chain));
    }

    /** As {@link #of}, where it cannot be known which line what serves names. */
    public static AuditVerification withoutEnd(Path data) throws IOException {
        AuditVerification found = of(data, null);
        return found.brokenLine() != null
                ? found
                : new AuditVerification(
                        found.lines(),
                        found.lines() + 1,
                        "Whether lines are missing behind line " + found.lines()
                                + " cannot be told, since last-good.json is missing or damaged. " + found.sentence());
    }

    private static AuditVerification broken(AuditChain chain, long line, String sentence) {
        return new AuditVerification(chain.lines(), line, sentence);
    }

    private static String repairs(AuditChain chain) {
        List<String> repairs = chain.entries().stream()
                .filter(entry -> entry.event() == AuditEvent.REPAIR)
                .map(entry -> Long.toString(entry.sequence()))
                .toList();
        return repairs.isEmpty()
                ? ""
                : " What was damaged before is told by "
                        + repairs.stream()
                                .collect(Collectors.joining(", ", repairs.size() == 1 ? "line " : "lines ", "."));
    }

    private static String torn(AuditChain chain) {
        return chain.tornBytes() == 0
                ? ""
                : " Behind them are " + chain.tornBytes()
                        + " bytes of a line that was not written to its end; the server cuts them off when it starts.";
    }
}
