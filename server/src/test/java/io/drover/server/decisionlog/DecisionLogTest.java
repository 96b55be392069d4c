package io.drover.server.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drover.server.Waiting;
import io.drover.server.config.DecisionLogConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The log on a disk that fails. */
class DecisionLogTest {

    @TempDir
    private Path directory = Path.of("");

    private final FaultyChannel.Disk disk = new FaultyChannel.Disk();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("io.drover.server.decisionlog");

    @BeforeEach
    void listen() {
        said.list = new CopyOnWriteArrayList<>(); // the thread of the log writes while the test reads
        said.start();
        root.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(said);
    }

    @Test
    void add_theThreadMeetsAnError_countedSaidAndTheNextIsWritten() throws Exception {
        DecisionLog log = open();
        disk.error = new OutOfMemoryError("a secret");
        log.add(Decided.about("acme", ""));
        assertThat(log.flush(Waiting.PATIENCE)).isTrue();
        Waiting.until(() -> !messages("decision log failed and goes on").isEmpty());

        String next = log.add(Decided.about("acme", ""));

        assertThat(log.flush(Waiting.PATIENCE)).isTrue();
        assertThat(log.failedLines()).isEqualTo(1);
        assertThat(log.written()).isEqualTo(1);
        assertThat(log.reader().find(next)).isPresent();
        log.close(Waiting.PATIENCE);
        assertThat(said.list.toString()).doesNotContain("a secret");
    }

    @Test
    void add_theDiskKeepsNothingForAWhile_countedAndSaidOnce() throws Exception {
        DecisionLog log = open();
        disk.refusesToKeep = true;
        String first = log.add(Decided.about("acme", ""));
        Waiting.until(() -> log.syncFailures() >= 2);
        assertThat(log.reader().find(first)).isPresent();
        assertThat(log.failedLines()).isZero();

        disk.refusesToKeep = false;
        Waiting.until(() -> !messages("the disk keeps the decision log again").isEmpty());

        assertThat(messages("decision log is written, but")).hasSize(1);
        log.close(Waiting.PATIENCE);
    }

    @Test
    void append_theDiskTakesNothingAndCutsNothingOff_fileIsGivenBack() throws Exception {
        try (SegmentWriter writer = new SegmentWriter(directory, 1 << 20, new DiskSync(), disk::open)) {
            writer.open();
            byte[] line = LogLine.of(
                            Decided.about("acme", "").entry("x", Decided.NOW, new byte[0], LogEntry.Facts.HASH))
                    .bytes();
            disk.isFull = true;
            disk.refusesToCut = true;

            assertThat(failsToAppend(writer, line)).isTrue();

            assertThat(Objects.requireNonNull(disk.last).isHeld()).isFalse();
            disk.isFull = false;
            assertThat(failsToAppend(writer, line)).isFalse();
        }
    }

    @Test
    void append_theDiskIsFull_cutOffBeforeTheLockIsGivenBack() throws Exception {
        try (SegmentWriter writer = new SegmentWriter(directory, 1 << 20, new DiskSync(), disk::open);
                DirectoryLock other = DirectoryLock.in(directory, SegmentWriter.APPEND_LOCK)) {
            writer.open();
            List<Boolean> taken = new ArrayList<>();
            disk.beforeCut = () -> taken.add(takes(other));
            disk.isFull = true;

            assertThat(failsToAppend(writer, new byte[] {'\n'})).isTrue();

            assertThat(taken).containsExactly(false);
            assertThat(takes(other)).isTrue();
        }
    }

    private static boolean takes(DirectoryLock lock) {
        try {
            return lock.tryHold();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean failsToAppend(SegmentWriter writer, byte[] line) {
        try {
            writer.append(LocalDate.of(2026, 5, 15), line);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private DecisionLog open() throws IOException {
        DecisionLog log = new DecisionLog(
                new DecisionLogConfig(DecisionLogConfig.Facts.WHOLE, 0, 1 << 20),
                directory,
                Clock.fixed(Decided.NOW, ZoneOffset.UTC),
                disk::open);
        log.open();
        return log;
    }

    private List<String> messages(String start) {
        return List.copyOf(said.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.startsWith(start))
                .toList();
    }
}
