package io.drover.server.decisionlog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the lines that are lost, and says so in the application log, not more often than once a minute. By elapsed time: a
 * clock that fails must not keep it from saying so.
 *
 * <p>Belongs to the log's thread, but for {@link #add}, {@link #because} and the count.
 */
final class LostLines {

    private static final Logger LOG = LoggerFactory.getLogger(LostLines.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final String FULL = "the queue is full";

    private final LongSupplier dropped;
    private final AtomicLong failed = new AtomicLong();
    private volatile String reason = FULL;
    private long said;
    private long linesAreQuietUntil = System.nanoTime();
    private long failuresAreQuietUntil = linesAreQuietUntil;

    /** Nothing is lost yet but what {@code dropped} says. */
    LostLines(LongSupplier dropped) {
        this.dropped = dropped;
    }

    /** So many lines could not be written. */
    void add(long lines) {
        failed.addAndGet(lines);
    }

    /** Lines that could not be written. */
    long failed() {
        return failed.get();
    }

    /** Why the last ones were lost. */
    void because(String failure) {
        reason = failure;
    }

    /** The log's thread met {@code failure}, which nobody expected, and goes on. Its message may hold facts. */
    void failure(Throwable failure) {
        because(failure.getClass().getName());
        if (System.nanoTime() - failuresAreQuietUntil >= 0) {
            LOG.atError()
                    .addKeyValue("failure", reason)
                    .addKeyValue("failedLines", failed.get())
                    .log("decision log failed and goes on");
            failuresAreQuietUntil = System.nanoTime() + PAUSE.toNanos();
        }
    }

    /** Says what was lost since it was said last, unless that was just now. */
    void sayIfDue() {
        if (System.nanoTime() - linesAreQuietUntil >= 0) {
            say();
        }
    }

    /** Says what was lost since it was said last. */
    void say() {
        long all = dropped.getAsLong() + failed.get();
        if (all > said) {
            LOG.atWarn()
                    .addKeyValue("lines", all - said)
                    .addKeyValue("reason", reason)
                    .log("decision log has lost lines");
            said = all;
            linesAreQuietUntil = System.nanoTime() + PAUSE.toNanos();
            reason = FULL;
        }
    }
}
