package io.drover.server.http;

import io.drover.server.access.Access;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** The open port. The threads are its own, not Undertow's, so that closing the port does not end the requests under way. */
public final class HttpServer {

    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_QUERY_PARAMETERS = 32;

    private static final int MAX_PARSE_MILLIS = 10_000;

    /** Connections that are open; the next ones wait to be accepted until some are closed. */
    private static final int MAX_CONNECTIONS = 10_000;

    private final XnioWorker worker;
    private final Undertow undertow;
    private final InFlightHandler chain;
    private final Access access;

    private HttpServer(XnioWorker worker, Undertow undertow, InFlightHandler chain, Access access) {
        this.access = access;
        this.worker = worker;
        this.undertow = undertow;
        this.chain = chain;
    }

    /**
     * Opens the port at {@code address}, 0 for any free one, and serves {@code routes} there.
     *
     * @throws BindException if the port is not free
     */
    public static HttpServer start(InetSocketAddress address, Routes routes) throws IOException {
        XnioWorker worker = Xnio.getInstance().createWorker(threads());
        InFlightHandler chain = routes.chain();
        Undertow undertow = listener(address, routes.access())
                .setWorker(worker)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_QUERY_PARAMETERS)
                .setServerOption(
                        UndertowOptions.MAX_ENTITY_SIZE, -1L) // BodyLimitHandler has a limit that can be lifted
                // The next request on a connection must come within 60 s.
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, parseMillis(routes.requestTimeout()))
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, idleMillis(routes.requestTimeout()))
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
                .setHandler(chain)
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            worker.shutdownNow();
            if (e.getCause() instanceof BindException cause) {
                throw cause;
            }
            throw e;
        }
        routes.access().watch();
        return new HttpServer(worker, undertow, chain, routes.access());
    }

    /** How long the head of a request may take: a part of the time that the whole request has. */
    private static int parseMillis(Duration request) {
        return (int) Math.min(MAX_PARSE_MILLIS, request.toMillis());
    }

    /** How long nothing may move on a connection; a request that may stand still for longer sets it. */
    private static int idleMillis(Duration request) {
        return (int) Math.max(60_000, request.toMillis() + 1_000);
    }

    private static Undertow.Builder listener(InetSocketAddress address, Access access) {
        String host = address.getAddress().getHostAddress();
        return access.tls()
                .map(tls -> Undertow.builder()
                        .addHttpsListener(address.getPort(), host, tls)
                        .setSocketOption(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2")))
                .orElseGet(() -> Undertow.builder().addHttpListener(address.getPort(), host));
    }

    private static OptionMap threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return OptionMap.builder()
                .set(Options.WORKER_NAME, "http")
                // They only read and write. One for two processors is woken less often and finds more to do each time.
                .set(Options.WORKER_IO_THREADS, Math.max(1, processors / 2))
                // A decision computes and waits for nothing, so more threads than processors would only take turns.
                .set(Options.WORKER_TASK_CORE_THREADS, Math.max(2, processors))
                .set(Options.WORKER_TASK_MAX_THREADS, Math.max(2, processors))
                .set(Options.TCP_NODELAY, true)
                .getMap();
    }

    /** The port that is open. */
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return access.tls().isPresent() ? "https" : "http";
    }

    /**
     * Closes the port, and lets the requests that have come be answered.
     *
     * @return how many were cut off because they were not answered when {@code atMost} had passed
     */
    public int stop(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        undertow.stop();
        letAcceptedConnectionsBegin(atMost);
        int cutOff = chain.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        worker.shutdownNow();
        access.close();
        return cutOff;
    }

    /** A connection that was accepted is handed to an I/O thread as a task; what it asks is not counted before that ran. */
    private void letAcceptedConnectionsBegin(Duration atMost) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(worker.getIoThreadCount());
        for (int i = 0; i < worker.getIoThreadCount(); i++) {
            worker.getIoThread(i).execute(begun::countDown);
        }
        begun.await(Math.min(1_000, atMost.toMillis()), TimeUnit.MILLISECONDS);
    }
}
