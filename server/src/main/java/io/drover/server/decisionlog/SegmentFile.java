package io.drover.server.decisionlog;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A segment open for reading. Its lines ascend by id, so a decision is found by bisection over bytes: about ten reads of a
 * few kilobytes in a file of 64 MiB. Lines that are torn are passed over. Belongs to one thread.
 */
final class SegmentFile implements Closeable {

    /** Where bisection ends and reading on begins. */
    private static final int NEAR = 64 * 1024;

    private static final int HEAD = LogLine.START.length() + LogLine.ID_LENGTH + 1;
    private static final int READ = 8 * 1024;

    /** Where a line begins, and the id of its decision. */
    private record Head(long offset, String id) {}

    private final FileChannel channel;
    private final long size;

    private SegmentFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /** The segment at {@code path} as long as it is now; what is appended later is not seen. */
    static SegmentFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new SegmentFile(channel, channel.size());
    }

    /** The id of the first decision; empty: there is none. */
    Optional<String> firstId() throws IOException {
        return firstFrom(0, size).map(Head::id);
    }

    /** The id of the last decision; empty: there is none. */
    Optional<String> lastId() throws IOException {
        long before = size;
        for (long window = NEAR; before > 0; window *= 2) {
            long from = Math.max(0, size - window);
            Optional<Head> last = Optional.empty();
            for (Optional<Head> head = firstFrom(from, before);
                    head.isPresent();
                    head = firstFrom(head.get().offset() + 1, before)) {
                last = head;
            }
            if (last.isPresent()) {
                return last.map(Head::id);
            }
            before = from;
        }
        return Optional.empty();
    }

    /** The line of the decision {@code id}. */
    Optional<byte[]> find(String id) throws IOException {
        long low = 0;
        long high = size;
        while (high - low > NEAR) {
            long middle = (low + high) / 2;
            Optional<Head> head = firstFrom(middle, high);
            if (head.isEmpty() || head.get().id().compareTo(id) > 0) {
                high = middle;
            } else {
                low = head.get().offset();
            }
        }
        for (Optional<Head> head = firstFrom(low, high);
                head.isPresent();
                head = firstFrom(head.get().offset() + 1, high)) {
            if (head.get().id().equals(id)) {
                return Optional.of(line(head.get().offset()));
            }
        }
        return Optional.empty();
    }

    /** Gives {@code receiver} every line that has come to its end, torn ones too, without the end. */
    void forEachLine(Consumer<byte[]> receiver) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(NEAR);
        long offset = 0;
        while (offset < size && read(buffer, offset)) {
            byte[] bytes = buffer.array();
            int count = (int) Math.min(buffer.limit(), size - offset);
            int start = 0;
            for (int end = 0; end < count; end++) {
                if (bytes[end] == '\n') {
                    line.write(bytes, start, end - start);
                    receiver.accept(line.toByteArray());
                    line.reset();
                    start = end + 1;
                }
            }
            line.write(bytes, start, count - start);
            offset += count;
        }
    }

    /** How many bytes there are after the end of the last line: a line that is torn, or still being written. */
    long tail() throws IOException {
        long end = size;
        ByteBuffer buffer = ByteBuffer.allocate(READ);
        while (end > 0) {
            long from = Math.max(0, end - READ);
            read(buffer, from);
            for (int i = (int) (end - from) - 1; i >= 0; i--) {
                if (buffer.get(i) == '\n') {
                    return size - (from + i + 1);
                }
            }
            end = from;
        }
        return size;
    }

    /** The first line of a decision that begins at {@code from} or later, before {@code to}, and has come to its end. */
    private Optional<Head> firstFrom(long from, long to) throws IOException {
        long start = from == 0 ? 0 : afterLineEnd(from - 1);
        while (start < to) {
            long next = afterLineEnd(start);
            if (next > size) {
                return Optional.empty();
            }
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            read(head, start);
            Optional<String> id = LogLine.idOf(head.array(), 0, (int) Math.min(head.limit(), next - start));
            if (id.isPresent()) {
                return Optional.of(new Head(start, id.get()));
            }
            start = next;
        }
        return Optional.empty();
    }

    /** Where the line after the next line end begins; more than the size where no line ends any more. */
    private long afterLineEnd(long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(READ);
        long offset = from;
        while (offset < size && read(buffer, offset)) {
            int count = (int) Math.min(buffer.limit(), size - offset);
            for (int i = 0; i < count; i++) {
                if (buffer.get(i) == '\n') {
                    return offset + i + 1;
                }
            }
            offset += count;
        }
        return size + 1;
    }

    private byte[] line(long offset) throws IOException {
        ByteBuffer line = ByteBuffer.allocate((int) (afterLineEnd(offset) - 1 - offset));
        read(line, offset);
        return line.array();
    }

    /** Fills {@code buffer} from {@code offset} on, as far as there is something; false: there is nothing. */
    private boolean read(ByteBuffer buffer, long offset) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, offset + buffer.position());
            if (count < 0) {
                break;
            }
        }
        buffer.flip();
        return buffer.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
