package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** {@code GET /openapi.yaml}: the interface as an OpenAPI document. */
final class OpenApiHandler implements HttpHandler {

    private final byte[] document = read();

    private static byte[] read() {
        try (InputStream in = OpenApiHandler.class.getResourceAsStream("/openapi.yaml")) {
            return Objects.requireNonNull(in, "openapi.yaml").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/yaml");
        exchange.getResponseSender().send(ByteBuffer.wrap(document));
    }
}
