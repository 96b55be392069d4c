package io.drover.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.request.DecisionJson;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Answers with JSON. */
final class JsonAnswer {

    static final String MEDIA_TYPE = "application/json";

    private JsonAnswer() {}

    /** Sends {@code body} as JSON, with status 200. */
    static void send(HttpServerExchange exchange, Object body) {
        send(exchange, 200, MEDIA_TYPE, bytes(body));
    }

    /**
     * Sends {@code body} and ends the exchange; returns at once. It is the I/O thread of the connection that writes: where
     * a worker thread ends an exchange, the I/O thread, woken for the next request, takes its processor away and spins until
     * it is done.
     */
    static void send(HttpServerExchange exchange, int status, String mediaType, byte[] body) {
        if (exchange.isInIoThread()) {
            write(exchange, status, mediaType, body);
        } else {
            exchange.dispatch(exchange.getIoThread(), () -> write(exchange, status, mediaType, body));
        }
    }

    private static void write(HttpServerExchange exchange, int status, String mediaType, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, mediaType);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    static byte[] bytes(Object body) {
        try {
            return DecisionJson.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an answer that is no JSON", e);
        }
    }
}
