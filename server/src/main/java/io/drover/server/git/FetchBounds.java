package io.drover.server.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/**
 * What one look at the repository may cost: whatever the other side sends or does not send, it ends. Thread-safe, since JGit serves
 * a repository of the same machine in a thread of its own.
 */
final class FetchBounds extends EmptyProgressMonitor {

    private final long end;
    private final long maxBytes;
    private final BooleanSupplier closing;
    private volatile boolean overflown;
    private volatile int status;

    FetchBounds(Duration timeout, long maxBytes, BooleanSupplier closing) {
        this.end = System.nanoTime() + timeout.toNanos();
        this.maxBytes = maxBytes;
        this.closing = closing;
    }

    @Override
    public boolean isCancelled() {
        return overflown || isClosing() || isLate();
    }

    boolean isLate() {
        return System.nanoTime() - end > 0;
    }

    boolean isClosing() {
        return closing.getAsBoolean();
    }

    /** Whether more was to come than may. */
    boolean isOverflown() {
        return overflown;
    }

    /** What the git server answered last over HTTP; 0: nothing. */
    int status() {
        return status;
    }

    void answered(int httpStatus) {
        status = httpStatus;
    }

    /** {@code in}, of which, with all else that {@code read} counts, no more than may come does. */
    InputStream limit(InputStream in, AtomicLong read) {
        return new FilterInputStream(in) {

            @Override
            public int read() throws IOException {
                int next = super.read();
                count(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                count(Math.max(0, count));
                return count;
            }

            private void count(int bytes) throws IOException {
                overflown |= read.addAndGet(bytes) > maxBytes;
                if (isCancelled()) {
                    throw new IOException("a fetch takes more than it may");
                }
            }
        };
    }
}
