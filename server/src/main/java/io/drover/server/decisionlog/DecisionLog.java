package io.drover.server.decisionlog;

import io.drover.server.config.DecisionLogConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

    /** Held for as long as a server writes here. */
    private static final String SERVER_LOCK = "server.lock";

    private final DecisionLogConfig config;
    private final Path directory;
    private final LogQueue queue;
    private final DiskSync disk = new DiskSync();
    private final SegmentWriter writer;
    private final LogWriting writing;
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
        this.directory = directory;
        this.queue = new LogQueue(clock, config.facts() != DecisionLogConfig.Facts.OFF);
        this.writer = new SegmentWriter(directory, config.fileBytes(), disk, opener);
        this.writing = new LogWriting(config, clock, queue, writer, new Retention(directory, config.days()));
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
        return config.facts() == DecisionLogConfig.Facts.OFF;
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
        return writing.failed();
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
