package io.drover.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines. It never holds more than one line that is not complete, and of a line that is too long
 * nothing but that it is. A line ends with LF or CR LF, the last one also with the stream; blank lines only count.
 *
 * <p>Belongs to one stream, and to the thread that reads it.
 */
public final class LineCutter {

    /** What a buffer for one line may keep of its memory for the next. */
    private static final int KEPT_BYTES = 64 * 1024;

    /**
     * A line.
     *
     * @param number from 1, blank lines included
     * @param text without its end; null: it is too long
     */
    @SuppressWarnings("ArrayRecordComponent") // lines are never compared
    public record Line(long number, byte @Nullable [] text) {}

    private final int maxBytes;
    private final Consumer<Line> lines;
    private ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean tooLong;
    private boolean anyByte;
    private long number;
    private byte[] part = {};

    /** A cutter that gives each line that is not blank to {@code lines}; a line may have {@code maxBytes} without its end. */
    public LineCutter(int maxBytes, Consumer<Line> lines) {
        this.maxBytes = maxBytes;
        this.lines = lines;
    }

    /** Takes what has come next. */
    public void add(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (part.length < count) {
            part = new byte[count];
        }
        bytes.get(part, 0, count);
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (part[i] == '\n') {
                append(from, i);
                complete();
                from = i + 1;
            }
        }
        append(from, count);
        anyByte |= from < count;
    }

    /** The stream has ended. */
    public void end() {
        if (anyByte) {
            complete();
        }
    }

    private void append(int from, int to) {
        if (tooLong) {
            return;
        }
        // One more than a line may have: a CR before the LF is none of its bytes.
        if ((long) begun.size() + to - from > maxBytes + 1L) {
            tooLong = true;
            begun = new ByteArrayOutputStream();
        } else {
            begun.write(part, from, to - from);
        }
    }

    private void complete() {
        number++;
        byte[] text = withoutCarriageReturn(begun.toByteArray());
        if (tooLong || text.length > maxBytes) {
            lines.accept(new Line(number, null));
        } else if (!isBlank(text)) {
            lines.accept(new Line(number, text));
        }
        tooLong = false;
        anyByte = false;
        if (begun.size() > KEPT_BYTES) {
            begun = new ByteArrayOutputStream();
        } else {
            begun.reset();
        }
    }

    private static byte[] withoutCarriageReturn(byte[] text) {
        boolean has = text.length > 0 && text[text.length - 1] == '\r';
        return has ? Arrays.copyOf(text, text.length - 1) : text;
    }

    private static boolean isBlank(byte[] text) {
        for (byte next : text) {
            if (next != ' ' && next != '\t' && next != '\r') {
                return false;
            }
        }
        return true;
    }
}
