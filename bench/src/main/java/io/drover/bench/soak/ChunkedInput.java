package io.drover.bench.soak;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer that comes in chunks, behind its head. Belongs to one thread. */
final class ChunkedInput extends InputStream {

    private final InputStream in;
    private long left;
    private boolean ended;

    /** Reads the head from {@code in}. */
    ChunkedInput(InputStream in) throws IOException {
        this.in = in;
        String status = line();
        if (!status.contains(" 200 ")) {
            throw new IOException(status);
        }
        while (!line().isEmpty()) {
            // headers
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            left = Long.parseLong(line(), 16);
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException();
        }
        left -= count;
        if (left == 0) {
            line();
        }
        return count;
    }
}
