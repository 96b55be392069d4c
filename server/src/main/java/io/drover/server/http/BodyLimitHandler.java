package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Limits how many bytes of a body are read, be it only to forget them after the request was refused: what has more loses its
 * connection. Undertow has such a limit too, but cannot lift it for a chunked body any more when it is known that the body
 * is a stream, which has no end.
 *
 * <p>Undertow forgets a body by transferring all of it at once, to nowhere, and comes back only when the client pauses; one
 * that does not pause would keep the thread from all other connections. So a part of it is transferred at a time.
 */
final class BodyLimitHandler implements HttpHandler {

    /** How much is transferred before it is counted. */
    private static final long PART_BYTES = 1L << 20;

    private static final AttachmentKey<Limit> LIMIT = AttachmentKey.create(Limit.class);

    private final long maxBytes;
    private final HttpHandler next;

    BodyLimitHandler(long maxBytes, HttpHandler next) {
        this.maxBytes = maxBytes;
        this.next = next;
    }

    /** Lets as much be read again of the body of a request that came through this handler as when it came. */
    static void renew(HttpServerExchange exchange) {
        Objects.requireNonNull(exchange.getAttachment(LIMIT), "a request without a limit")
                .renew();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Limit limit = new Limit(maxBytes);
        exchange.putAttachment(LIMIT, limit);
        exchange.addRequestWrapper((source, wrapped) -> new Counting(source.create(), limit));
        next.handleRequest(exchange);
    }

    /** What may still be read of one body. Belongs to whichever thread has the exchange; one that ends it on a worker reads there. */
    private static final class Limit {

        private final long maxBytes;
        private long left;

        Limit(long maxBytes) {
            this.maxBytes = maxBytes;
            this.left = maxBytes;
        }

        private void renew() {
            left = maxBytes;
        }

        /** How many of {@code count} bytes to transfer now: no more than show that there are too many. */
        private long part(long count) {
            return Math.min(count, Math.min(left, PART_BYTES) + 1);
        }

        /** {@code count} bytes were read; negative: the body has ended. */
        private <T extends Number> T spend(T count) throws IOException {
            left -= Math.max(0, count.longValue());
            if (left < 0) {
                throw new IOException("The body has more bytes than are read of one.");
            }
            return count;
        }
    }

    private static final class Counting extends AbstractStreamSourceConduit<StreamSourceConduit> {

        private final Limit limit;

        Counting(StreamSourceConduit next, Limit limit) {
            super(next);
            this.limit = limit;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return limit.spend(next.read(target));
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            return limit.spend(next.read(targets, offset, length));
        }

        @Override
        public long transferTo(long position, long count, FileChannel target) throws IOException {
            return limit.spend(next.transferTo(position, limit.part(count), target));
        }

        @Override
        public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
            return limit.spend(next.transferTo(limit.part(count), throughBuffer, target));
        }
    }
}
