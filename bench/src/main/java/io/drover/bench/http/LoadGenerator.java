package io.drover.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Makes load on a server of this machine with one thread, so that it takes little from the server that it shares the
 * processors with. Two kinds: closed, where every connection sends its next request as soon as it has an answer; and open,
 * where requests are due at a fixed rate, whether earlier ones are answered or not, and latency counts from when a request
 * was due. A request that is due while all connections wait is sent late; that too is latency. At the end all answers are
 * waited for; a request that gets none counts as failed.
 *
 * <p>Used by one thread.
 */
public final class LoadGenerator {

    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final long NAP = 20_000;

    /** How long answers may take after the last request; what has none then has failed. */
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final InetSocketAddress address;
    private final ProcessHandle server;
    private final byte[][] requests;
    private final AnswerCheck check;
    private final int connections;

    private final Histogram latencies = new Histogram(LONGEST, 3);
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private long failed;
    private long refused;
    private Map<String, Integer> reasons = new TreeMap<>();
    private long wrong;
    private int next;

    /**
     * @param server the process that listens at {@code port}
     * @param requests whole HTTP requests, sent in turn
     * @param connections at least one
     */
    public LoadGenerator(int port, ProcessHandle server, byte[][] requests, AnswerCheck check, int connections) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.server = server;
        this.requests = requests.clone();
        this.check = check;
        this.connections = connections;
    }

    /** As many requests as are answered. */
    public LoadResult closed(Duration duration) {
        return run(duration, 0);
    }

    /** {@code perSecond} requests a second. */
    public LoadResult open(Duration duration, double perSecond) {
        return run(duration, (long) (1e9 / perSecond));
    }

    /** Makes closed load until so many requests are answered: a JVM compiles by how often something ran, not for how long. */
    public void warmUp(long atLeast) {
        for (long answered = 0; answered < atLeast; answered += latencies.getTotalCount()) {
            closed(Duration.ofSeconds(1));
        }
    }

    private LoadResult run(Duration duration, long interval) {
        latencies.reset();
        idle.clear();
        failed = 0;
        refused = 0;
        reasons = new TreeMap<>();
        wrong = 0;
        try (Selector selector = Selector.open()) {
            List<HttpConnection> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(new HttpConnection(address, selector));
            }
            idle.addAll(all);
            Duration serverBefore = cpu(server);
            Duration clientBefore = cpu(ProcessHandle.current());
            long begin = System.nanoTime();
            loop(selector, begin, begin + duration.toNanos(), interval);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            LoadResult result = new LoadResult(
                    elapsed,
                    latencies.copy(),
                    failed,
                    refused,
                    reasons,
                    wrong,
                    cpu(server).minus(serverBefore),
                    cpu(ProcessHandle.current()).minus(clientBefore));
            for (HttpConnection connection : all) {
                connection.close();
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("no load on port " + address.getPort(), e);
        }
    }

    /** Sends what is due before {@code end}, and waits for the answers. */
    private void loop(Selector selector, long begin, long end, long interval) throws IOException {
        long due = begin;
        long now = begin;
        while (now < end || (now < end + PATIENCE && !isOver(due, end, interval))) {
            while (!idle.isEmpty() && due <= now && due < end) {
                HttpConnection connection = idle.pop();
                start(connection, interval == 0 ? now : due);
                due += interval;
            }
            long until = now < end ? end : end + PATIENCE;
            await(selector, idle.isEmpty() || interval == 0 || due >= end ? until - now : due - now);
            now = System.nanoTime();
            for (SelectionKey key : selector.selectedKeys()) {
                receive((HttpConnection) key.attachment());
            }
            selector.selectedKeys().clear();
            if (interval == 0) {
                due = now;
            }
        }
        failed(connections - idle.size(), "not answered");
        failed(interval == 0 ? 0 : Math.max(0, (end - due + interval - 1) / interval), "not sent in time");
    }

    private boolean isOver(long due, long end, long interval) {
        return idle.size() == connections && (interval == 0 || due >= end);
    }

    /** Waits for an answer, at most {@code nanos}. A selector counts in milliseconds; shorter waits are naps. */
    private static void await(Selector selector, long nanos) throws IOException {
        if (nanos > 2_000_000) {
            selector.select(nanos / 1_000_000 - 1);
        } else if (selector.selectNow() == 0 && nanos > NAP) {
            LockSupport.parkNanos(NAP);
            selector.selectNow();
        }
    }

    private void start(HttpConnection connection, long intended) throws IOException {
        int request = next;
        next = next + 1 == requests.length ? 0 : next + 1;
        try {
            connection.send(request, requests[request], intended);
        } catch (IOException e) {
            broken(connection, e);
        }
    }

    private void receive(HttpConnection connection) throws IOException {
        try {
            if (!connection.progress()) {
                return;
            }
        } catch (IOException e) {
            broken(connection, e);
            return;
        }
        latencies.recordValue(Math.min(LONGEST, System.nanoTime() - connection.intendedStart()));
        if (connection.status() != 200) {
            failed(1, connection.fault());
            refused += connection.refusesForNow() ? 1 : 0;
        } else if (!check.isGood(
                connection.request(),
                connection.sent(),
                connection.bytes(),
                connection.bodyStart(),
                connection.bodyEnd())) {
            wrong++;
        }
        idle.push(connection);
    }

    private void failed(long requests, String reason) {
        if (requests > 0) {
            failed += requests;
            reasons.merge(reason, (int) requests, Integer::sum);
        }
    }

    private void broken(HttpConnection connection, IOException cause) throws IOException {
        failed(1, "broken off: " + cause.getMessage());
        connection.reopen();
        idle.push(connection);
    }

    private static Duration cpu(ProcessHandle process) {
        Optional<Duration> used = process.info().totalCpuDuration();
        return used.orElse(Duration.ZERO);
    }
}
