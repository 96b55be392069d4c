package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Knows how many requests have come and are not answered yet, so that a stopping server can wait for them. While it stops,
 * every answer closes its connection, so that a client with one open asks elsewhere.
 *
 * <p>Thread-safe; guarded by itself.
 */
final class InFlightHandler implements HttpHandler {

    private final Set<Runnable> whenStopping = new LinkedHashSet<>();
    private HttpHandler next = exchange -> {};
    private int inFlight;
    private boolean stopping;

    /** What handles the requests that are counted; set before the first one comes. */
    void setNext(HttpHandler next) {
        this.next = next;
    }

    /** Has {@code task} run when the server is told to stop, if {@code exchange} is still under way then. */
    void whenStopping(HttpServerExchange exchange, Runnable task) {
        synchronized (this) {
            whenStopping.add(task);
        }
        exchange.addExchangeCompleteListener((completed, nextListener) -> {
            forget(task);
            nextListener.proceed();
        });
        if (isStopping()) {
            task.run();
        }
    }

    private synchronized void forget(Runnable task) {
        whenStopping.remove(task);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        begin();
        exchange.addResponseCommitListener(committing -> {
            if (isStopping()) {
                committing.setPersistent(false);
            }
        });
        exchange.addExchangeCompleteListener((completed, nextListener) -> {
            end();
            nextListener.proceed();
        });
        next.handleRequest(exchange);
    }

    private synchronized void begin() {
        inFlight++;
    }

    private synchronized void end() {
        inFlight--;
        notifyAll();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /**
     * Waits until every request is answered.
     *
     * @return how many were not when {@code atMost} had passed
     */
    synchronized int drain(Duration atMost) throws InterruptedException {
        stopping = true;
        whenStopping.forEach(Runnable::run);
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = end - System.nanoTime(); inFlight > 0 && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return inFlight;
    }
}
