package io.drover.engine.compile;

import java.util.Optional;

/**
 * Keeps packs in their compiled form beyond the life of the process. What it gives is run as code, so only the server itself
 * may be able to write to it. Thread-safe.
 */
public interface CompiledPackStore {

    /** Keeps nothing. */
    CompiledPackStore NONE = new CompiledPackStore() {
        @Override
        public Optional<byte[]> read(String key) {
            return Optional.empty();
        }

        @Override
        public void write(String key, byte[] compiled) {
            // It is compiled again.
        }

        @Override
        public void discard(String key) {
            // There is nothing to discard.
        }
    };

    /** What was written under {@code key}, bit for bit; empty where it is not there, or not whole. Never throws. */
    Optional<byte[]> read(String key);

    /** Keeps {@code compiled} under {@code key}, which is of lower-case hexadecimal digits; or not. Never throws. */
    void write(String key, byte[] compiled);

    /** Drops what is kept under {@code key}: it was of no use. Never throws. */
    void discard(String key);
}
