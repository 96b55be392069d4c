package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Closes the connection of a request that has not arrived whole, or whose answer has not been taken, within a time. A
 * client that sends or reads one byte a second is never idle, so the idle timeout would let it stay for ever.
 */
final class TimeoutHandler implements HttpHandler {

    private static final AttachmentKey<Timer> TIMER = AttachmentKey.create(Timer.class);

    private final Duration allowed;
    private final HttpHandler next;

    TimeoutHandler(Duration allowed, HttpHandler next) {
        this.allowed = allowed;
        this.next = next;
    }

    /** The timer of a request that came through this handler. */
    static Timer timerOf(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(TIMER), "a request without a timer");
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Timer timer = new Timer(exchange, allowed.toNanos());
        exchange.putAttachment(TIMER, timer);
        exchange.addExchangeCompleteListener((completed, nextListener) -> {
            timer.end();
            nextListener.proceed();
        });
        next.handleRequest(exchange);
    }

    /**
     * How long one request has left. A stream begins it anew with whatever moves, and stops it while it is the server that
     * the client waits for. Thread-safe: {@link #restart} writes one instant and touches nothing else.
     */
    static final class Timer {

        private final HttpServerExchange exchange;
        private final long allowedNanos;
        private volatile long sinceNanos = System.nanoTime();
        private volatile boolean waiting = true;
        private volatile boolean over;
        private volatile XnioExecutor.Key alarm;

        private Timer(HttpServerExchange exchange, long allowedNanos) {
            this.exchange = exchange;
            this.allowedNanos = allowedNanos;
            this.alarm = alarmIn(allowedNanos);
        }

        /** All the time is there again. */
        void restart() {
            sinceNanos = System.nanoTime();
            waiting = true;
        }

        /** No time runs until {@link #restart}. */
        void pause() {
            waiting = false;
        }

        private void end() {
            over = true;
            alarm.remove();
        }

        private void ring() {
            if (over) {
                return; // it had rung before it was removed; the connection may be at its next request
            }
            long left = waiting ? sinceNanos + allowedNanos - System.nanoTime() : allowedNanos;
            if (left > 0) {
                alarm = alarmIn(left);
            } else {
                IoUtils.safeClose(exchange.getConnection());
            }
        }

        private XnioExecutor.Key alarmIn(long nanos) {
            return exchange.getIoThread().executeAfter(this::ring, nanos / 1_000_000 + 1, TimeUnit.MILLISECONDS);
        }
    }
}
