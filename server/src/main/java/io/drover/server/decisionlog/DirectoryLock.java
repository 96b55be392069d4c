package io.drover.server.decisionlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that only one at a time can hold, of all processes of this machine. The system gives it back when its holder ends,
 * however it ends. Belongs to one thread.
 */
final class DirectoryLock implements Closeable {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock called {@code name} in {@code directory}, which is created when missing. */
    static DirectoryLock in(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        return new DirectoryLock(
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** Takes the lock if nobody holds it. */
    boolean tryHold() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // somebody in this process holds it
        }
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Waits until nobody holds the lock, and does {@code work} under it. */
    <T> T whileHeld(Work<T> work) throws IOException {
        FileLock held = hold();
        try {
            return work.run();
        } finally {
            held.release();
        }
    }

    private FileLock hold() throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(PAUSE.toNanos()); // the system does not make threads of one process wait
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
