package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import java.math.BigInteger;
import java.util.Objects;

/**
 * Reads a JSON body on the I/O thread, as it comes in, and then hands the request to a worker thread: a slow sender costs
 * memory for what it has sent, but no thread.
 */
final class JsonBodyHandler implements HttpHandler, BodyReader.Receiver {

    private static final AttachmentKey<byte[]> BODY = AttachmentKey.create(byte[].class);

    private final int maxBodyBytes;
    private final HttpHandler next;

    JsonBodyHandler(int maxBodyBytes, HttpHandler next) {
        this.maxBodyBytes = maxBodyBytes;
        this.next = new ProblemHandler(next);
    }

    /** The body of a request that came through this handler. */
    static byte[] bodyOf(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(BODY), "a request whose body was not read");
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (announcesMore(exchange)) {
            throw tooLarge();
        }
        BodyReader.read(exchange, maxBodyBytes, this);
    }

    /** Whether the body is announced as too large; that may be in more digits than any number type has. */
    private boolean announcesMore(HttpServerExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
        return length != null && new BigInteger(length).compareTo(BigInteger.valueOf(maxBodyBytes)) > 0;
    }

    @Override
    public void received(HttpServerExchange exchange, byte[] body) {
        exchange.putAttachment(BODY, body);
        exchange.dispatch(next);
    }

    @Override
    public void tooLarge(HttpServerExchange exchange) {
        ProblemHandler.answer(exchange, tooLarge());
    }

    @Override
    public void truncated(HttpServerExchange exchange) {
        ProblemHandler.answer(
                exchange,
                new RefusedRequestException(
                        ProblemType.TRUNCATED_BODY, "The connection ended before the body was complete."));
    }

    /**
     * What the client sends on is read and forgotten when the exchange ends. Asking for the connection to be closed would have
     * Undertow close it at once, and the client, still sending, would not get to read why.
     */
    private RefusedRequestException tooLarge() {
        return new RefusedRequestException(
                ProblemType.TOO_LARGE, "A body may have up to " + maxBodyBytes + " bytes; this one has more.");
    }
}
