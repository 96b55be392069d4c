package io.drover.server.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * @throws IOException if it cannot be read, or there is none
     */
    public static AuditVerification of(Path data, @Nullable AuditMark mark) throws IOException {
        Path file = AuditLog.fileIn(data);
        AuditChain chain = AuditChain.of(Files.readAllBytes(file));
        AuditChain.Break broken = chain.broken();
        if (broken != null) {
            return new AuditVerification(
                    chain.lines(), broken.line(), "Line " + broken.line() + " of " + file + ": " + broken.how() + ".");
        }
        if (mark != null && mark.sequence() > chain.lines()) {
            return new AuditVerification(
                    chain.lines(),
                    chain.lines() + 1,
                    "Line " + (chain.lines() + 1) + " of " + file + " is missing: what serves names line "
                            + mark.sequence() + ".");
        }
        if (mark != null && !chain.hashes().get((int) mark.sequence() - 1).equals(mark.sha256())) {
            return new AuditVerification(
                    chain.lines(),
                    mark.sequence(),
                    "Line " + mark.sequence() + " of " + file + " is not the one that what serves names.");
        }
        String torn = chain.tornBytes() == 0
                ? ""
                : " Behind them are " + chain.tornBytes()
                        + " bytes of a line that was not written to its end; the server cuts them off when it starts.";
        return new AuditVerification(
                chain.lines(),
                null,
                chain.lines() + (chain.lines() == 1 ? " line" : " lines")
                        + ", each with the hash of the one before. The last" + " one has the hash " + chain.head() + "."
                        + torn);
    }
}
