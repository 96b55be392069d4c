package io.drover.engine.rfm;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A file that is made while it is read: a beginning, the same text over and over for so many bytes, and an end. */
final class LongText extends InputStream {

    private final byte[] begin;
    private final byte[] middle;
    private final byte[] end;
    private final long endAt;
    private long taken;

    LongText(String begin, String middle, long middleBytes, String end) {
        this.begin = begin.getBytes(StandardCharsets.UTF_8);
        this.middle = middle.getBytes(StandardCharsets.UTF_8);
        this.end = end.getBytes(StandardCharsets.UTF_8);
        this.endAt = this.begin.length + middleBytes;
    }

    /** How many bytes were read. */
    long taken() {
        return taken;
    }

    @Override
    public int read() {
        if (taken == endAt + end.length) {
            return -1;
        }
        long at = taken++;
        if (at < begin.length) {
            return begin[(int) at];
        }
        return at < endAt ? middle[(int) ((at - begin.length) % middle.length)] : end[(int) (at - endAt)];
    }

    @Override
    public int read(byte[] into, int from, int most) {
        int count = 0;
        for (int next = most == 0 ? -1 : read(); next >= 0; next = count < most ? read() : -1) {
            into[from + count++] = (byte) next;
        }
        return count == 0 && most > 0 ? -1 : count;
    }
}
