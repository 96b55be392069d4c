package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets only so many requests be under way at once. What is beyond them is refused before its body is read, so that neither
 * bodies in memory nor the queue of the workers grow without bound. Thread-safe.
 */
final class CapacityHandler implements HttpHandler {

    private final Semaphore free;
    private final String refusal;
    private final HttpHandler next;

    /** A handler that refuses what is beyond {@code capacity} with the sentence {@code refusal}. */
    CapacityHandler(int capacity, String refusal, HttpHandler next) {
        this.free = new Semaphore(capacity);
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!free.tryAcquire()) {
            throw new RefusedRequestException(ProblemType.OVERLOADED, refusal);
        }
        AtomicBoolean held = new AtomicBoolean(true);
        // Refused: what is left to do is to forget a body that may still be on its way, and that costs nothing.
        exchange.addResponseCommitListener(committing -> {
            if (committing.getStatusCode() >= 400) {
                release(held);
            }
        });
        exchange.addExchangeCompleteListener((completed, nextListener) -> {
            release(held);
            nextListener.proceed();
        });
        next.handleRequest(exchange);
    }

    private void release(AtomicBoolean held) {
        if (held.getAndSet(false)) {
            free.release();
        }
    }
}
