package io.drover.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection that sends requests whose bytes are ready made and reads the answers, one after the other. It knows of HTTP
 * only what the servers measured here do: answers with a Content-Length on connections that stay open.
 *
 * <p>Belongs to the thread of its load generator.
 */
final class HttpConnection {

    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.ISO_8859_1);

    private static final Pattern PROBLEM = Pattern.compile("\"type\":\"/problems/([^\"]+)");
    private static final Pattern RETRY_AFTER =
            Pattern.compile("\r\nretry-after: *[1-9]\\d*\r\n", Pattern.CASE_INSENSITIVE);

    private final InetSocketAddress address;
    private final Selector selector;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private int bodyStart;
    private int end;
    private int request;
    private long intendedStart;
    private long sent;

    HttpConnection(InetSocketAddress address, Selector selector) throws IOException {
        this.address = address;
        this.selector = selector;
        this.channel = open();
        this.key = register();
    }

    private SocketChannel open() throws IOException {
        SocketChannel opened = SocketChannel.open(address);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        return opened;
    }

    private SelectionKey register() throws IOException {
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Opens the connection anew, after a failure. */
    void reopen() throws IOException {
        close();
        channel = open();
        key = register();
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }

    /** Sends {@code message}, the request {@code number}, which was to be sent at {@code intended}, in nanoseconds of the JVM's clock. */
    void send(int number, byte[] message, long intended) throws IOException {
        request = number;
        intendedStart = intended;
        sent = System.nanoTime();
        bodyStart = 0;
        end = 0;
        in.clear();
        out = ByteBuffer.wrap(message);
        write();
    }

    /** The number of the request that was sent last. */
    int request() {
        return request;
    }

    long intendedStart() {
        return intendedStart;
    }

    /** When its first byte was sent, in nanoseconds of the JVM's clock. */
    long sent() {
        return sent;
    }

    /** Goes on sending or receiving; whether the answer is complete. */
    boolean progress() throws IOException {
        if (out.hasRemaining()) {
            write();
        }
        if (!key.isReadable()) {
            return false;
        }
        if (channel.read(in) < 0) {
            throw new EOFException("closed by the server");
        }
        if (bodyStart == 0) {
            readHead();
        }
        if (bodyStart > 0 && end > in.capacity()) {
            in = ByteBuffer.allocate(end).put(in.flip());
        }
        return bodyStart > 0 && in.position() >= end;
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void readHead() throws IOException {
        byte[] bytes = in.array();
        int length = -1;
        for (int i = 0; i + 3 < in.position(); i++) {
            if (bytes[i] != '\r') {
                continue;
            }
            if (bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                bodyStart = i + 4;
                break;
            }
            if (isLength(bytes, i)) {
                length = number(bytes, i + LENGTH.length);
            }
        }
        if (bodyStart > 0 && length < 0) {
            throw new IOException("an answer without a Content-Length");
        }
        end = bodyStart + length;
    }

    private boolean isLength(byte[] bytes, int at) {
        if (at + LENGTH.length >= in.position()) {
            return false;
        }
        for (int i = 0; i < LENGTH.length; i++) {
            if ((bytes[at + i] | (LENGTH[i] >= 'a' ? 0x20 : 0)) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from) {
        int number = 0;
        for (int i = from; bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                number = number * 10 + (bytes[i] - '0');
            }
        }
        return number;
    }

    /** The status of the answer that is complete. */
    int status() {
        byte[] bytes = in.array();
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0');
    }

    /** The status of the answer that is complete, and the type of the problem that it describes. */
    String fault() {
        Matcher type = PROBLEM.matcher(new String(in.array(), bodyStart, end - bodyStart, StandardCharsets.UTF_8));
        return status() + (type.find() ? " " + type.group(1) : "");
    }

    /** Whether the answer that is complete refuses for now and says when to come again. */
    boolean refusesForNow() {
        String head = new String(in.array(), 0, bodyStart, StandardCharsets.ISO_8859_1);
        return (status() == 429 || status() == 503) && RETRY_AFTER.matcher(head).find();
    }

    /** What holds the answer's body, from {@link #bodyStart} to {@link #bodyEnd}; overwritten by the next. */
    byte[] bytes() {
        return in.array();
    }

    int bodyStart() {
        return bodyStart;
    }

    int bodyEnd() {
        return end;
    }
}
