package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request an id, the caller's own where it is fit to be repeated in a header and a log, and repeats it in the
 * answer.
 */
final class RequestIdHandler implements HttpHandler {

    private static final HttpString X_REQUEST_ID = new HttpString("X-Request-Id");
    private static final AttachmentKey<String> ID = AttachmentKey.create(String.class);
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private final Supplier<String> ids;
    private final HttpHandler next;

    RequestIdHandler(Supplier<String> ids, HttpHandler next) {
        this.ids = ids;
        this.next = next;
    }

    /** The id of a request that came through this handler. */
    static String idOf(HttpServerExchange exchange) {
        return Objects.requireNonNullElse(exchange.getAttachment(ID), "none");
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        @Nullable String given = exchange.getRequestHeaders().getFirst(X_REQUEST_ID);
        String id = given != null && FIT.matcher(given).matches() ? given : ids.get();
        exchange.putAttachment(ID, id);
        exchange.getResponseHeaders().put(X_REQUEST_ID, id);
        next.handleRequest(exchange);
    }
}
