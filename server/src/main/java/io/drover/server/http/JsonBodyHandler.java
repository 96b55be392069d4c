package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.math.BigInteger;
import java.util.Map;
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
        requireJson(exchange);
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

    private static void requireJson(HttpServerExchange exchange) {
        HeaderValues types = exchange.getRequestHeaders().get(Headers.CONTENT_TYPE);
        MediaType type = types == null || types.size() != 1 ? MediaType.parse("") : MediaType.parse(types.getFirst());
        if (!type.name().equals(JsonAnswer.MEDIA_TYPE)) {
            throw new RefusedRequestException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The body must come with the header Content-Type: application/json.",
                    Map.of("Accept", JsonAnswer.MEDIA_TYPE));
        }
        String charset = type.parameter("charset");
        if (!charset.isEmpty() && !charset.equalsIgnoreCase("utf-8")) {
            throw new RefusedRequestException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "JSON is read as UTF-8; another charset is not supported.");
        }
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.CONTENT_ENCODING);
        if (encodings != null && !(encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("identity"))) {
            throw new RefusedRequestException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "A compressed body is not supported; leave Content-Encoding out.");
        }
    }
}
