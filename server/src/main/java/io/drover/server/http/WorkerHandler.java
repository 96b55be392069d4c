package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Hands a request without a body to a worker thread, since what is behind reads files or computes for long. */
final class WorkerHandler implements HttpHandler {

    private final HttpHandler next;

    WorkerHandler(HttpHandler next) {
        this.next = new ProblemHandler(next);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.dispatch(next);
    }
}
