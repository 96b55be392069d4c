package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a request to the handler of its body's media type; refuses other types, charsets and compressed bodies. */
final class ContentTypeHandler implements HttpHandler {

    private final Map<String, HttpHandler> handlers = new LinkedHashMap<>();

    /** Adds the handler of bodies of {@code mediaType}. */
    ContentTypeHandler add(String mediaType, HttpHandler handler) {
        handlers.put(mediaType, handler);
        return this;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues types = exchange.getRequestHeaders().get(Headers.CONTENT_TYPE);
        MediaType type = types == null || types.size() != 1 ? MediaType.parse("") : MediaType.parse(types.getFirst());
        HttpHandler handler = handlers.get(type.name());
        if (handler == null) {
            throw new RefusedRequestException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The body must come with the header Content-Type: " + String.join(" or ", handlers.keySet()) + ".",
                    Map.of("Accept", String.join(", ", handlers.keySet())));
        }
        requireReadable(type, exchange.getRequestHeaders().get(Headers.CONTENT_ENCODING));
        handler.handleRequest(exchange);
    }

    private static void requireReadable(MediaType type, @Nullable HeaderValues encodings) {
        String charset = type.parameter("charset");
        if (!charset.isEmpty() && !charset.equalsIgnoreCase("utf-8")) {
            throw new RefusedRequestException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "JSON is read as UTF-8; another charset is not supported.");
        }
        if (encodings != null && !(encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("identity"))) {
            throw new RefusedRequestException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "A compressed body is not supported; leave Content-Encoding out.");
        }
    }
}
