package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * One stream of {@link NumberedLines} on one connection. A thread of its own sends; whoever has the stream reads, or does not.
 */
final class LineStream implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int LINES_IN_A_CHUNK = 32;
    private static final String HEAD = String.join(
            "\r\n",
            "POST /v1/decisions HTTP/1.1",
            "Host: 127.0.0.1",
            "Content-Type: application/x-ndjson",
            "Transfer-Encoding: chunked",
            "",
            "");

    private final Socket socket = new Socket();
    private final int count;
    private final NumberedLines expected;
    private final AtomicInteger sent = new AtomicInteger();
    private final CompletableFuture<Void> sending;
    private int answers;
    private int wrong;

    /** Begins to send {@code count} lines to {@code port}. */
    LineStream(int port, int count, DroverClient client) throws IOException {
        this.count = count;
        this.expected = new NumberedLines(client);
        NumberedLines lines = new NumberedLines(client);
        socket.setReceiveBufferSize(BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        sending = CompletableFuture.runAsync(() -> send(lines), task -> new Thread(task, "lines").start());
    }

    private void send(NumberedLines lines) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            out.write(HEAD.getBytes(ISO_8859_1));
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(BUFFER);
            for (int number = 1; number <= count; number++) {
                chunk.writeBytes(lines.line(number));
                if (number % LINES_IN_A_CHUNK == 0 || number == count) {
                    out.write((Integer.toHexString(chunk.size()) + "\r\n").getBytes(ISO_8859_1));
                    chunk.writeTo(out);
                    out.write('\r');
                    out.write('\n');
                    chunk.reset();
                    sent.set(number);
                }
            }
            out.write("0\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("after the line " + sent, e);
        }
    }

    /** How many lines have left the sender. */
    int sent() {
        return sent.get();
    }

    /**
     * Reads all answers, and waits until everything was sent.
     *
     * @param afterEach is told how many answers there were so far
     */
    void readAll(IntConsumer afterEach) throws IOException {
        InputStream in = new ChunkedInput(new BufferedInputStream(socket.getInputStream(), BUFFER));
        byte[] bytes = new byte[BUFFER];
        int end = 0;
        for (int read = in.read(bytes, 0, bytes.length); read >= 0; read = in.read(bytes, end, bytes.length - end)) {
            end = takeLines(bytes, end + read, afterEach);
            bytes = end == bytes.length ? Arrays.copyOf(bytes, 2 * end) : bytes;
        }
        wrong += end > 0 ? 1 : 0; // a last answer without its end
        sending.join();
    }

    /** Takes the whole lines before {@code end}, moves the rest to the beginning, and gives its length. */
    private int takeLines(byte[] bytes, int end, IntConsumer afterEach) {
        int from = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                answers++;
                wrong += expected.isAnswer(answers, bytes, from, i) ? 0 : 1;
                from = i + 1;
                afterEach.accept(answers);
            }
        }
        System.arraycopy(bytes, from, bytes, 0, end - from);
        return end - from;
    }

    int answers() {
        return answers;
    }

    /** Claims that there was an answer to each line, at its place and the right one. */
    void claimAllRight(String name, Claims claims) {
        claims.claim(
                name + ": as many answers as lines, in their order, each the expected decision or, for every "
                        + NumberedLines.PROBLEM_EVERY + "th line, the expected problem",
                answers == count && wrong == 0,
                "%,d lines, %,d answers, %,d not as expected at their place".formatted(count, answers, wrong));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
