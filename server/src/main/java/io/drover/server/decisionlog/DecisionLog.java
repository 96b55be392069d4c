package io.drover.server.decisionlog;

import io.drover.server.config.DecisionLogConfig;
import io.drover.server.config.DecisionLogConfig.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of decisions. A decision gets its id here, and its line goes into a queue, from which a thread of the log's own
 * appends it to a file. The line is made by the thread that has decided: to another one, which comes to it later, the facts
 * would have to be fetched from memory again, and that takes longer than making the line. A decision never waits for the disk:
 * where the queue is full or the disk fails, its line is lost, is counted, and the application log says so once a minute.
 *
 * <p>Thread-safe. Opened and closed once.
 */
public final class DecisionLog {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    /** Held for as long as a server writes here. */
    private static final String SERVER_LOCK = "server.lock";

    private static final byte[] NO_LINE = {};

    private final DecisionLogConfig config;
    private final Clock clock;
    private final Path directory;
    private final LogQueue queue = new LogQueue();
    private final DiskSync disk = new DiskSync();
    private final SegmentWriter writer;
    private final LogWriting writing;
    private final LostLines lost;
    private volatile @Nullable Thread thread;

    /**
     * A log that is not open yet.
     *
     * @param directory created when it is opened
     * @param clock dates the lines, and says which are too old
     */
    public DecisionLog(DecisionLogConfig config, Path directory, Clock clock) {
        this(config, directory, clock, SegmentWriter::appending);
    }

    /** As the other one, but that segments are opened by {@code opener}. */
    DecisionLog(DecisionLogConfig config, Path directory, Clock clock, SegmentWriter.Opener opener) {
        this.config = config;
        this.clock = clock;
        this.directory = directory;
        this.lost = new LostLines(queue::dropped);
        this.writer = new SegmentWriter(directory, config.fileBytes(), disk, opener);
        this.writing = new LogWriting(config, clock, queue, writer, new Retention(directory, config.days()), lost);
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
        writer.open();
        DecisionLogReader.lastId(directory).ifPresent(queue::continueAfter);
        Thread ofTheLog = new Thread(() -> run(server), "decision-log");
        ofTheLog.setDaemon(true);
        ofTheLog.start();
        thread = ofTheLog;
    }

    /**
     * Gives a decision its id, and has it logged. Returns at once.
     *
     * @return the id
     */
    public String add(LoggedDecision decision) {
        Instant now = clock.instant();
        byte[] line = isOff() ? NO_LINE : lineOrNothing(decision, now.truncatedTo(ChronoUnit.MILLIS));
        return line.length == 0 ? queue.id(now.toEpochMilli()) : queue.add(now.toEpochMilli(), line);
    }

    /** Whatever is wrong with the line, the decision itself is made. */
    private byte[] lineOrNothing(LoggedDecision decision, Instant time) {
        try {
            return LogLine.of(
                    decision, time, config.facts() == Facts.WHOLE ? LogEntry.Facts.WHOLE : LogEntry.Facts.HASH);
        } catch (RuntimeException e) {
            lost.because(e.getClass().getName()); // its message may hold facts
            lost.add(1);
            return NO_LINE;
        }
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
        Thread ofTheLog = thread;
        if (ofTheLog != null) {
            ofTheLog.join(Math.max(1, atMost.toMillis()));
            if (ofTheLog.isAlive()) {
                LOG.atWarn().addKeyValue("waiting", queue.size()).log("decision log is not written to its end");
            }
        }
    }

    /** Whether nothing is logged. */
    public boolean isOff() {
        return config.facts() == Facts.OFF;
    }

    /** Finds what was logged. */
    public DecisionLogReader reader() {
        return new DecisionLogReader(directory);
    }

    /** Lines that are in the files. */
    public long written() {
        return writing.written();
    }

    /** Bytes that are in the files. */
    public long writtenBytes() {
        return writing.writtenBytes();
    }

    /** Lines that were lost because the queue was full. */
    public long droppedLines() {
        return queue.dropped();
    }

    /** Lines that were lost because they could not be written. */
    public long failedLines() {
        return lost.failed();
    }

    /** How often the disk has refused to keep what was written. */
    public long syncFailures() {
        return disk.failures();
    }

    /** Lines that are still to be written. */
    public int waiting() {
        return queue.size();
    }

    private void run(DirectoryLock server) {
        try (server;
                writer) {
            writing.run();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("decision log cannot be closed");
        }
    }
}
