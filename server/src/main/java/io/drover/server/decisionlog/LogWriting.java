package io.drover.server.decisionlog;

import io.drover.server.config.DecisionLogConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The work of the log's thread: takes what waits, appends it, and has the disk keep it. Whatever
 * fails costs the lines at hand, which are counted, and the work goes on; so it does with a memory that is exhausted, where
 * that does not end the server, as it does the way {@code drover} starts it.
 *
 * <p>Belongs to one thread, but for the counts.
 */
final class LogWriting implements Runnable {

    /** How much of the log a power cut may take at most. */
    private static final Duration SYNC = Duration.ofSeconds(1);

    /** So that what fails all the time does not take a processor. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int CHUNK_BYTES = 256 * 1024;

    private final DecisionLogConfig config;
    private final Clock clock;
    private final LogQueue queue;
    private final SegmentWriter writer;
    private final Retention retention;
    private final LostLines lost;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private long synced = System.nanoTime();

    /** To write what is in {@code queue} with {@code writer}. */
    LogWriting(
            DecisionLogConfig config,
            Clock clock,
            LogQueue queue,
            SegmentWriter writer,
            Retention retention,
            LostLines lost) {
        this.config = config;
        this.clock = clock;
        this.queue = queue;
        this.writer = writer;
        this.retention = retention;
        this.lost = lost;
    }

    /** Lines that are in the files. */
    long written() {
        return written.get();
    }

    /** Bytes that are in the files. */
    long writtenBytes() {
        return bytes.get();
    }

    /** Writes until the queue is closed and taken to its end. */
    @Override
    public void run() {
        while (turn()) {
            // the next one
        }
        lost.say();
    }

    /** Writes what waits; false: nothing will come any more. */
    @SuppressWarnings("CatchThrowable") // an error that ended the thread would end the log, and nobody would notice
    private boolean turn() {
        try {
            Optional<List<LogQueue.Queued>> batch = queue.take();
            if (batch.isEmpty()) {
                return false;
            }
            writeAndSettle(batch.get());
            keepHouse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Throwable failure) {
            survive(failure);
        }
        return true;
    }

    /** Whatever happens, each decision of {@code batch} is written or counted as lost, and waits no longer. */
    private void writeAndSettle(List<LogQueue.Queued> batch) {
        long before = written.get() + lost.failed();
        try {
            write(batch);
        } finally {
            lost.add(batch.size() - (written.get() + lost.failed() - before));
            queue.done(batch);
        }
    }

    private void keepHouse() {
        if (System.nanoTime() - synced > SYNC.toNanos()) {
            writer.sync();
            synced = System.nanoTime();
        }
        lost.sayIfDue();
        retention.run(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    @SuppressWarnings("CatchThrowable")
    private void survive(Throwable failure) {
        try {
            lost.failure(failure);
        } catch (Throwable again) {
            // Not even words can be found for it; what it cost is counted.
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void write(List<LogQueue.Queued> batch) {
        List<LogQueue.Queued> chunk = new ArrayList<>();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (LogQueue.Queued queued : batch) {
            byte[] line = queued.line();
            boolean otherDay = !chunk.isEmpty() && !chunk.get(0).day().equals(queued.day());
            if (otherDay || (lines.size() > 0 && lines.size() + line.length > chunkBytes())) {
                append(chunk, lines);
            }
            lines.writeBytes(line);
            chunk.add(queued);
        }
        append(chunk, lines);
    }

    private int chunkBytes() {
        return Math.min(CHUNK_BYTES, config.fileBytes());
    }

    private void append(List<LogQueue.Queued> chunk, ByteArrayOutputStream lines) {
        if (chunk.isEmpty()) {
            return;
        }
        try {
            writer.append(chunk.get(0).day(), lines.toByteArray());
            written.addAndGet(chunk.size());
            bytes.addAndGet(lines.size());
        } catch (IOException e) {
            lost.add(chunk.size());
            lost.because(e.toString());
        }
        chunk.clear();
        lines.reset();
    }
}
