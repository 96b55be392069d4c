package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hands a request to one of a few threads that do not decide, since what is behind waits for the disk. They end when there is
 * nothing to do. Thread-safe.
 */
final class LookupHandler implements HttpHandler {

    private static final int THREADS = 2;

    private final Executor threads = threads();
    private final HttpHandler next;

    LookupHandler(HttpHandler next) {
        this.next = new ProblemHandler(next);
    }

    private static Executor threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread daemon = new Thread(task, "lookup");
                    daemon.setDaemon(true);
                    return daemon;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.dispatch(threads, next);
    }
}
