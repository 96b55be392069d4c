package io.drover.server.decisionlog;

import io.drover.engine.request.DecisionJson;
import io.drover.server.config.DecisionLogConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of decisions. A decision gets its id here, and goes into a queue; a thread of the log's own makes a line of it and
 * appends it to a file. A decision never waits for the disk: where the queue is full or the disk fails, its line is lost, is
 * counted, and the application log says so once a minute.
 *
 * <p>Thread-safe. Opened and closed once.
 */
public final class DecisionLog {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final Duration COMPLAINT = Duration.ofMinutes(1);

    /** How much of the log a power cut may take at most. */
    private static final Duration SYNC = Duration.ofSeconds(1);

    private static final int CHUNK_BYTES = 256 * 1024;

    /** Held for as long as a server writes here. */
    private static final String SERVER_LOCK = "server.lock";

    private final DecisionLogConfig config;
    private final Path directory;
    private final Clock clock;
    private final LogQueue queue;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Thread thread;

    /**
     * A log that is not open yet.
     *
     * @param directory created when it is opened
     * @param clock dates the lines, and says which are too old
     */
    public DecisionLog(DecisionLogConfig config, Path directory, Clock clock) {
        this.config = config;
        this.directory = directory;
        this.clock = clock;
        this.queue = new LogQueue(clock, config.facts() != DecisionLogConfig.Facts.OFF);
    }

    /** Where the log is in the data directory. */
    public static Path in(Path data) {
        return data.resolve("decisions");
    }

    /**
     * Begins to write; does nothing where the log is off.
     *
     * @throws LogInUseException if another server writes into the same directory
     */
    public void open() throws IOException {
        if (isOff()) {
            return;
        }
        DirectoryLock server = DirectoryLock.in(directory, SERVER_LOCK);
        if (!server.tryHold()) {
            server.close();
            throw new LogInUseException("Another server keeps its decisions in " + directory);
        }
        DecisionLogReader.lastId(directory).ifPresent(queue::continueAfter);
        SegmentWriter writer = new SegmentWriter(directory, config.fileBytes());
        Thread writing = new Thread(() -> run(writer, server), "decision-log");
        writing.setDaemon(true);
        writing.start();
        thread = writing;
    }

    /**
     * Gives a decision its id, and has it logged. Returns at once.
     *
     * @return the id
     */
    public String add(LoggedDecision decision) {
        return queue.add(decision);
    }

    /**
     * Waits until what was added is in the log's files, or lost.
     *
     * @return whether it was before {@code atMost} had passed
     */
    public boolean flush(Duration atMost) throws InterruptedException {
        return queue.awaitDone(atMost);
    }

    /** Writes what was added, for {@code atMost}, and ends. */
    public void close(Duration atMost) throws InterruptedException {
        queue.close();
        Thread writing = thread;
        if (writing != null) {
            writing.join(Math.max(1, atMost.toMillis()));
            if (writing.isAlive()) {
                LOG.atWarn().addKeyValue("waiting", queue.size()).log("decision log is not written to its end");
            }
        }
    }

    /** Whether nothing is logged. */
    public boolean isOff() {
        return config.facts() == DecisionLogConfig.Facts.OFF;
    }

    /** Finds what was logged. */
    public DecisionLogReader reader() {
        return new DecisionLogReader(directory);
    }

    /** Lines that are in the files. */
    public long written() {
        return written.get();
    }

    /** Bytes that are in the files. */
    public long writtenBytes() {
        return bytes.get();
    }

    /** Lines that were lost because the queue was full. */
    public long droppedLines() {
        return queue.dropped();
    }

    /** Lines that were lost because they could not be written. */
    public long failedLines() {
        return lost.get();
    }

    /** Lines that are still to be written. */
    public int waiting() {
        return queue.size();
    }

    private void run(SegmentWriter writer, DirectoryLock server) {
        Complaint complaint = new Complaint();
        Retention retention = new Retention(directory, config.days());
        long synced = System.nanoTime();
        try (server;
                writer) {
            for (Optional<List<LogQueue.Queued>> batch = queue.take(); batch.isPresent(); batch = queue.take()) {
                write(writer, batch.get(), complaint);
                queue.done(batch.get());
                if (System.nanoTime() - synced > SYNC.toNanos()) {
                    sync(writer, complaint);
                    synced = System.nanoTime();
                }
                complaint.ifDue(queue.dropped(), lost.get());
                retention.run(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            }
            complaint.now(queue.dropped(), lost.get());
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("decision log cannot be closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(SegmentWriter writer, List<LogQueue.Queued> batch, Complaint complaint) {
        List<LogQueue.Queued> chunk = new ArrayList<>();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (LogQueue.Queued queued : batch) {
            byte[] line = lineOrNothing(queued, complaint);
            if (line.length == 0) {
                continue;
            }
            boolean otherDay = !chunk.isEmpty() && !chunk.get(0).day().equals(queued.day());
            if (otherDay || (lines.size() > 0 && lines.size() + line.length > chunkBytes())) {
                append(writer, chunk, lines, complaint);
            }
            lines.writeBytes(line);
            chunk.add(queued);
        }
        append(writer, chunk, lines, complaint);
    }

    private static void sync(SegmentWriter writer, Complaint complaint) {
        try {
            writer.sync();
        } catch (IOException e) {
            complaint.because(e.toString());
        }
    }

    private int chunkBytes() {
        return Math.min(CHUNK_BYTES, config.fileBytes());
    }

    private void append(
            SegmentWriter writer, List<LogQueue.Queued> chunk, ByteArrayOutputStream lines, Complaint complaint) {
        if (chunk.isEmpty()) {
            return;
        }
        try {
            writer.append(chunk.get(0).day(), lines.toByteArray());
            written.addAndGet(chunk.size());
            bytes.addAndGet(lines.size());
        } catch (IOException e) {
            lost.addAndGet(chunk.size());
            complaint.because(e.toString());
        }
        chunk.clear();
        lines.reset();
    }

    /** Whatever is wrong with one decision must not end the log of all others. */
    private byte[] lineOrNothing(LogQueue.Queued queued, Complaint complaint) {
        try {
            return line(queued);
        } catch (RuntimeException e) {
            lost.incrementAndGet();
            complaint.because(e.getClass().getName()); // its message may hold facts
            return new byte[0];
        }
    }

    private byte[] line(LogQueue.Queued queued) {
        LoggedDecision decision = queued.decision();
        byte[] request = DecisionJson.write(decision.request());
        boolean whole = config.facts() == DecisionLogConfig.Facts.WHOLE;
        LogEntry.Facts facts = whole ? LogEntry.Facts.WHOLE : LogEntry.Facts.HASH;
        LogEntry entry = decision.entry(queued.id(), queued.time(), request, facts);
        return (whole ? new LogLine(entry, request, decision.answer()) : LogLine.of(entry)).bytes();
    }

    /** Says in the application log what was lost, not more often than once a minute. Belongs to the log's thread. */
    private final class Complaint {
        private long said;
        private Instant lastSaid = Instant.EPOCH;
        private String reason = "the queue is full";

        void because(String failure) {
            reason = failure;
        }

        void ifDue(long dropped, long failed) {
            if (!clock.instant().isBefore(lastSaid.plus(COMPLAINT))) {
                now(dropped, failed);
            }
        }

        void now(long dropped, long failed) {
            if (dropped + failed > said) {
                LOG.atWarn()
                        .addKeyValue("lines", dropped + failed - said)
                        .addKeyValue("reason", reason)
                        .log("decision log has lost lines");
                said = dropped + failed;
                lastSaid = clock.instant();
                reason = "the queue is full";
            }
        }
    }
}
