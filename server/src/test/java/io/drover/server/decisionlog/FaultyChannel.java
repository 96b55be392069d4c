package io.drover.server.decisionlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real file that is appended to, on a disk that fails as a test wants it to. */
final class FaultyChannel extends FileChannel {

    /** What the disk does; set by the test, seen by the thread of the log. */
    static final class Disk {
        volatile boolean refusesToKeep;
        volatile boolean refusesToCut;
        volatile boolean isFull;
        volatile @Nullable Error error;
        volatile Runnable beforeCut = () -> {};
        volatile @Nullable FaultyChannel last;

        FileChannel open(Path segment) throws IOException {
            FaultyChannel opened = new FaultyChannel(SegmentWriter.appending(segment), this);
            last = opened;
            return opened;
        }
    }

    private final FileChannel file;
    private final Disk disk;

    private FaultyChannel(FileChannel file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** Whether the file itself is open. */
    boolean isHeld() {
        return file.isOpen();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        Error error = disk.error;
        if (error != null) {
            disk.error = null;
            throw error;
        }
        if (disk.isFull) {
            throw new IOException("No space left on device");
        }
        return file.write(source);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.beforeCut.run();
        if (disk.refusesToCut) {
            throw new IOException("Input/output error");
        }
        file.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (disk.refusesToKeep) {
            throw new IOException("Input/output error");
        }
        file.force(metaData);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return file.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return file.read(targets, offset, length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return file.write(sources, offset, length);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return file.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return file.transferFrom(source, position, count);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return file.write(source, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return file.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }
}
