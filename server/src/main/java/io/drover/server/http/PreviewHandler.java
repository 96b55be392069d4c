package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.RejectedExecutionException;

/**
 * Hands a body that looks like a request for a preview, or one to be decided by rules that may have to be compiled, to
 * threads of its own, from the thread that would decide it.
 */
final class PreviewHandler implements HttpHandler {

    private final PreviewThreads threads;
    private final HttpHandler next;
    private final HttpHandler elsewhere;

    PreviewHandler(PreviewThreads threads, HttpHandler next) {
        this.threads = threads;
        this.next = next;
        this.elsewhere = new ProblemHandler(next);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (DecideHandler.namesRules(exchange) || PreviewThreads.isAskedFor(JsonBodyHandler.bodyOf(exchange))) {
            exchange.dispatch(task -> execute(exchange, task), elsewhere);
        } else {
            next.handleRequest(exchange);
        }
    }

    /** Undertow would refuse what the threads do not take with a bare 503. */
    private void execute(HttpServerExchange exchange, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            ProblemHandler.answer(
                    exchange, new RefusedRequestException(ProblemType.OVERLOADED, PreviewThreads.REFUSAL));
        }
    }
}
