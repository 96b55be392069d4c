package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Lets callers on this machine through at once, and others through a guard. */
final class LocalHandler implements HttpHandler {

    private final HttpHandler open;
    private final HttpHandler guarded;

    LocalHandler(HttpHandler open, HttpHandler guarded) {
        this.open = open;
        this.guarded = guarded;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean local = exchange.getSourceAddress().getAddress().isLoopbackAddress();
        (local ? open : guarded).handleRequest(exchange);
    }
}
