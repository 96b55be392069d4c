package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Lets a request that has come in whole take as long as it takes: rules are compiled, and their scenarios run. */
final class PatientHandler implements HttpHandler {

    private final HttpHandler next;

    PatientHandler(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        TimeoutHandler.timerOf(exchange).pause();
        next.handleRequest(exchange);
    }
}
