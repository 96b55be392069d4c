package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Closes the connection of a request that has not arrived whole, or whose answer has not been taken, within a time. A
 * client that sends or reads one byte a second is never idle, so the idle timeout would let it stay for ever.
 */
final class TimeoutHandler implements HttpHandler {

    private final Duration allowed;
    private final HttpHandler next;

    TimeoutHandler(Duration allowed, HttpHandler next) {
        this.allowed = allowed;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        XnioExecutor.Key timer = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()), allowed.toMillis(), TimeUnit.MILLISECONDS);
        exchange.addExchangeCompleteListener((completed, nextListener) -> {
            timer.remove();
            nextListener.proceed();
        });
        next.handleRequest(exchange);
    }
}
