package io.drover.server.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/**
 * Collects a body on the I/O thread as it comes in. Undertow's own receiver takes as much memory as the client announces, and
 * copies byte by byte, so that a few large bodies keep the I/O threads from all other connections.
 *
 * <p>Belongs to one exchange, and to its I/O thread.
 */
final class BodyReader implements ChannelListener<StreamSourceChannel> {

    /** What becomes of the body; one of them is called, once. */
    interface Receiver {

        void received(HttpServerExchange exchange, byte[] body);

        /** The body has more bytes than it may; the rest of it is not read. */
        void tooLarge(HttpServerExchange exchange);

        /** The connection ended before the body was complete. */
        void truncated(HttpServerExchange exchange);
    }

    /** Room for most requests, so that it need not grow; the memory that a client announces is not taken before it is used. */
    private static final int USUAL_BYTES = 2_048;

    private final HttpServerExchange exchange;
    private final int maxBytes;
    private final Receiver receiver;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BYTES);
    private byte[] part = {};

    private BodyReader(HttpServerExchange exchange, int maxBytes, Receiver receiver) {
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.receiver = receiver;
    }

    /** Reads the body of {@code exchange}, of at most {@code maxBytes}, and tells {@code receiver} how it went. */
    static void read(HttpServerExchange exchange, int maxBytes, Receiver receiver) throws Exception {
        StreamSourceChannel channel = exchange.getRequestChannel();
        BodyReader reader = new BodyReader(exchange, maxBytes, receiver);
        HttpHandler next = reader.collect(channel);
        if (next != null) {
            next.handleRequest(exchange);
        } else {
            channel.getReadSetter().set(reader);
            channel.resumeReads();
        }
    }

    @Override
    public void handleEvent(StreamSourceChannel channel) {
        HttpHandler next = collect(channel);
        if (next != null) {
            channel.suspendReads();
            Connectors.executeRootHandler(next, exchange);
        }
    }

    /** Takes what has come; gives what is to be done next, null where more is to come. */
    private @Nullable HttpHandler collect(StreamSourceChannel channel) {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int count = channel.read(buffer.clear());
            while (count > 0) {
                append(buffer.flip());
                if (body.size() > maxBytes) {
                    return receiver::tooLarge;
                }
                count = channel.read(buffer.clear());
            }
            return count == 0 ? null : complete -> receiver.received(complete, body.toByteArray());
        } catch (IOException e) {
            return receiver::truncated;
        }
    }

    private void append(ByteBuffer buffer) {
        int count = buffer.remaining();
        if (part.length < count) {
            part = new byte[count];
        }
        buffer.get(part, 0, count);
        body.write(part, 0, count);
    }
}
