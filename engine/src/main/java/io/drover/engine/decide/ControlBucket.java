package io.drover.engine.decide;

import io.drover.model.decision.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where a subject is in a fixed order of all subjects by chance: the first eight bytes of the SHA-256 of its kind and id, such
 * as {@code account/acme}, modulo 10,000. The same on every machine and for every revision of every pack, so that who is left
 * alone for comparison stays so.
 */
final class ControlBucket {

    private static final int BUCKETS = 10_000;

    private ControlBucket() {}

    /** The bucket of {@code subject}, from 0 to 9,999: hundredths of a percent. */
    static int of(Subject subject) {
        try {
            String text = subject.kind().word() + "/" + subject.id();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
