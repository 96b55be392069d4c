package io.drover.server.decisionlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to the newest segment, and begins a new one with every day and when one is full. Every append happens under
 * a lock on the directory; whoever wants to rewrite a segment begins a new one under the same lock, and so has the old ones
 * to themselves.
 *
 * <p>Belongs to one thread.
 */
final class SegmentWriter implements Closeable {

    /** Held for every append, and to begin a new segment. */
    static final String APPEND_LOCK = "append.lock";

    /** Opens a segment to be appended to. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path segment) throws IOException;
    }

    private final Path directory;
    private final int maxBytes;
    private final DiskSync disk;
    private final Opener opener;
    private @Nullable DirectoryLock lock;
    private @Nullable Segment segment;
    private @Nullable FileChannel channel;
    private long length;
    private boolean unsynced;

    /** A writer into {@code directory}, of segments of {@code maxBytes}, which {@code disk} is to keep. */
    SegmentWriter(Path directory, int maxBytes, DiskSync disk, Opener opener) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.disk = disk;
        this.opener = opener;
    }

    /** The usual opener. */
    static FileChannel appending(Path segment) throws IOException {
        return FileChannel.open(segment, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Makes the directory, and in it the lock; to be called first. */
    void open() throws IOException {
        lock = DirectoryLock.in(directory, APPEND_LOCK);
    }

    /**
     * Appends {@code lines}, each with its end, of decisions of {@code day}. All of them are in one segment, or, on failure,
     * none.
     */
    void append(LocalDate day, byte[] lines) throws IOException {
        length = Objects.requireNonNull(lock, "not open").whileHeld(() -> writeOrTakeBack(day, lines));
        unsynced = true;
    }

    /** The length of the segment afterwards. Both under the lock: nobody may rewrite lines that are about to be cut off. */
    private long writeOrTakeBack(LocalDate day, byte[] lines) throws IOException {
        try {
            return write(day, lines);
        } catch (IOException | RuntimeException | Error e) {
            takeBack();
            throw e;
        }
    }

    private long write(LocalDate day, byte[] lines) throws IOException {
        FileChannel open = openFor(day, lines.length);
        ByteBuffer buffer = ByteBuffer.wrap(lines);
        while (buffer.hasRemaining()) {
            open.write(buffer);
        }
        return length + lines.length;
    }

    /** Has the disk keep what was appended. */
    void sync() {
        if (unsynced && channel != null) {
            unsynced = !disk.force(channel);
        }
    }

    private FileChannel openFor(LocalDate day, int bytes) throws IOException {
        if (channel == null || segment == null || !isNewest(segment)) {
            leave();
            List<Segment> segments = Segment.list(directory);
            Segment newest = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            return newest == null ? begin(new Segment(directory, day, 1)) : orNext(enter(newest), newest, day, bytes);
        }
        return orNext(channel, segment, day, bytes);
    }

    private FileChannel orNext(FileChannel open, Segment current, LocalDate day, int bytes) throws IOException {
        boolean full = length > 0 && length + bytes > maxBytes;
        if (current.day().equals(day) && !full) {
            return open;
        }
        leave();
        return begin(current.day().equals(day) ? current.next() : new Segment(directory, day, 1));
    }

    private static boolean isNewest(Segment segment) {
        return Files.exists(segment.path()) && !Files.exists(segment.next().path());
    }

    private FileChannel begin(Segment next) throws IOException {
        Files.createFile(next.path());
        return enter(next);
    }

    /** Goes on in {@code next}; what a crash has torn there ends here. */
    private FileChannel enter(Segment next) throws IOException {
        boolean torn;
        try (SegmentFile file = SegmentFile.open(next.path())) {
            torn = file.tail() > 0;
        }
        FileChannel open = opener.open(next.path());
        length = open.size(); // before anything is written: a failure cuts off what is beyond it
        channel = open;
        segment = next;
        if (torn) {
            open.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        length = open.size();
        return open;
    }

    /** After a failure: what was written of the lines is cut off, and the next append opens the segment anew. */
    private void takeBack() {
        try {
            if (channel != null) {
                channel.truncate(length);
            }
        } catch (IOException e) {
            // The disk takes nothing at all; whoever opens the segment next ends the torn line.
        } finally {
            leaveWhateverHappens();
        }
    }

    private void leaveWhateverHappens() {
        try {
            leave();
        } catch (IOException e) {
            // It is given back to the system even so.
        }
    }

    private void leave() throws IOException {
        if (channel != null) {
            try (FileChannel closing = channel) {
                channel = null;
                disk.force(closing);
                unsynced = false;
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            leave();
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
