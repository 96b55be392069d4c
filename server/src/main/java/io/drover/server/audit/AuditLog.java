package io.drover.server.audit;

import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit: {@code audit.ndjson} in the data directory, a line of JSON for everything that was done to the rules that serve, each
 * with the SHA-256 of the line before it. Lines are only ever added, and are on the disk when they are said to be. The lines are
 * held in memory too, as they are few: people write them.
 *
 * <p>A line that was not written to its end is cut off when the record is opened, and a line says so. A record that was changed
 * by somebody goes on, with a line that says where it is broken: what serves does not depend on it.
 *
 * <p>Thread-safe.
 */
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final String NAME = "audit.ndjson";

    private final Path file;
    private final DurableFiles.Disk disk;
    private final Clock clock;
    private final List<AuditEntry> entries = new ArrayList<>();

    /** What could not be added when it was to be, and comes before all else. */
    private final List<AuditDraft> owed = new ArrayList<>();

    private long wholeBytes;
    private long lines;
    private String head = AuditChain.NOTHING;
    private boolean isOpen;

    /** The line that what serves named at the start. */
    private @Nullable AuditMark atStart;

    /** The audit in the directory {@code data}. */
    public AuditLog(Path data, DurableFiles.Disk disk, Clock clock) {
        this.file = fileIn(data);
        this.disk = disk;
        this.clock = clock;
    }

    static Path fileIn(Path data) {
        return data.toAbsolutePath().resolve(NAME);
    }

    /**
     * Reads what was recorded before; to be called once, before anything is added. Where it cannot be read, that is tried again
     * before each line, and nothing is added until then.
     *
     * @param mark the line that what serves names; null: none
     * @throws IOException if the file cannot be read
     */
    public synchronized void open(@Nullable AuditMark mark) throws IOException {
        atStart = mark;
        AuditChain chain = AuditChain.of(bytes(file));
        entries.addAll(chain.entries());
        wholeBytes = chain.wholeBytes();
        lines = chain.lines();
        head = chain.head();
        isOpen = true;
        if (chain.tornBytes() > 0) {
            repair("The last line was not written to its end; what there was of it, " + chain.tornBytes()
                    + " bytes, is cut off. Whatever it was about was not answered with success.");
        }
        AuditChain.Break broken = chain.broken();
        if (broken != null) {
            repairOnce(
                    "Line " + broken.line() + " is broken: ",
                    broken.how() + ". The record goes on behind the last line.");
        }
        if (mark != null && chain.lines() < mark.sequence()) {
            repairOnce(
                    "What serves names line " + mark.sequence() + ", ",
                    "but there are " + chain.lines() + " lines: the end of the record is lost.");
        } else if (mark != null && !chain.has(mark)) {
            repairOnce("Line " + mark.sequence() + " is not the one that what serves names", ".");
        }
    }

    /** Says what is wrong, unless a line that begins with {@code what} says so already. */
    private void repairOnce(String what, String how) {
        boolean isTold = entries.stream()
                .anyMatch(entry -> entry.event() == AuditEvent.REPAIR
                        && String.valueOf(entry.detail()).startsWith(what));
        if (!isTold) {
            repair(what + how);
        }
    }

    /** Adds that what served last was found out from this record, since {@code file} was damaged. */
    public void tellRecovered(String damaged) {
        repair(damaged + " is missing or damaged; what served last is taken from this record.");
    }

    private void repair(String detail) {
        LOG.atWarn().addKeyValue("file", file).addKeyValue("detail", detail).log("the audit was damaged");
        addOrOwe(AuditDraft.ofRecord(now(), AuditEvent.REPAIR, null, detail));
    }

    static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /**
     * Adds a line, which is on the disk when this returns.
     *
     * @throws IOException if it cannot be; the record is then as it was
     */
    public synchronized AuditMark append(AuditDraft draft) throws IOException {
        if (!isOpen) {
            open(atStart);
        }
        while (!owed.isEmpty()) {
            write(owed.get(0));
            owed.remove(0);
        }
        return write(draft);
    }

    /** Adds a line, now or, where that cannot be, before the next one. */
    public synchronized void addOrOwe(AuditDraft draft) {
        try {
            append(draft);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("failure", e.toString())
                    .log("the audit cannot be written");
            owed.add(draft);
        }
    }

    /** The last line. */
    public synchronized @Nullable AuditMark lastLine() {
        return lines == 0 ? null : new AuditMark(lines, head);
    }

    /** The lines that say that something else serves from then on, and that were not undone. */
    public synchronized List<AuditEntry> changes() {
        Set<Long> undone = new HashSet<>();
        entries.stream()
                .filter(entry -> entry.event() == AuditEvent.UNDONE && entry.of() != null)
                .forEach(entry -> undone.add(entry.of()));
        return entries.stream()
                .filter(entry -> entry.event().changesWhatServes() && !undone.contains(entry.sequence()))
                .toList();
    }

    /** Adds that what the line {@code of} says did not come to pass. */
    public void undo(long of, String why) {
        addOrOwe(AuditDraft.ofRecord(now(), AuditEvent.UNDONE, of, why));
    }

    private AuditMark write(AuditDraft draft) throws IOException {
        AuditEntry entry = draft.entry(lines + 1, head);
        byte[] line = AuditChain.line(entry);
        boolean isNew = wholeBytes == 0;
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "a file in a directory"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long begin = Math.min(wholeBytes, channel.size());
            channel.truncate(begin).position(begin);
            try {
                for (ByteBuffer rest = ended(line); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                disk.force(file);
            } catch (IOException e) {
                channel.truncate(begin);
                throw e;
            }
            wholeBytes = begin + line.length + 1;
        }
        lines++;
        head = AuditChain.sha256(line);
        entries.add(entry);
        if (isNew) {
            forceDirectory();
        }
        return new AuditMark(lines, head);
    }

    private static ByteBuffer ended(byte[] line) {
        return ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    }

    /** Not every file system lets a directory be forced; then a power cut may take a file that was just created. */
    private void forceDirectory() {
        try {
            disk.force(Objects.requireNonNull(file.getParent(), "a file in a directory"));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("failure", e.toString())
                    .log("a directory cannot be forced to the disk; a power cut may take what was just written there");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Lines before the line {@code before}, the latest first, {@code most} at most. */
    public synchronized List<AuditEntry> before(long before, int most) {
        List<AuditEntry> found = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0 && found.size() < most; i--) {
            if (entries.get(i).sequence() < before) {
                found.add(entries.get(i));
            }
        }
        return found;
    }

    /** The lines behind {@code mark}, by number; all of them where it is null. */
    public synchronized List<AuditEntry> since(@Nullable AuditMark mark) {
        long sequence = mark == null ? 0 : mark.sequence();
        return entries.stream().filter(entry -> entry.sequence() > sequence).toList();
    }

    /** The last line about a treatment that was switched, unless it was undone. */
    public synchronized Optional<AuditEntry> lastSwitch() {
        for (int i = entries.size() - 1; i >= 0; i--) {
            AuditEntry entry = entries.get(i);
            if (entry.event() == AuditEvent.SWITCH) {
                return isUndone(entry) ? Optional.empty() : Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private boolean isUndone(AuditEntry entry) {
        return entries.stream()
                .anyMatch(other -> other.event() == AuditEvent.UNDONE && Objects.equals(other.of(), entry.sequence()));
    }

    /**
     * Adds to the lines behind {@code mark} that say that something serves that nobody took up, since the server ended before, that it
     * did not come to pass.
     */
    public void undoSince(@Nullable AuditMark mark) {
        long sequence = mark == null ? 0 : mark.sequence();
        List<AuditEntry> open =
                changes().stream().filter(entry -> entry.sequence() > sequence).toList();
        open.forEach(entry -> undo(entry.sequence(), "The server ended before it took effect."));
    }
}
