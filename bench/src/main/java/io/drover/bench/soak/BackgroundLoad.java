package io.drover.bench.soak;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.LoadResult;
import io.drover.bench.http.ServerProcess;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Load at a fixed rate while something else happens. One thread of its own makes it, in slices of a second; whoever started it
 * asks for what came of it since the last time, and learns of it if the load broke off. Guarded by itself.
 */
final class BackgroundLoad implements AutoCloseable {

    private static final Duration SLICE = Duration.ofSeconds(1);

    private final LoadGenerator generator;
    private final double perSecond;
    private final Thread thread = new Thread(this::run, "load");
    private Histogram latencies = new Histogram(3);
    private long failed;
    private long wrong;
    private long slices;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private long allAnswers;
    private long allFailed;
    private long allWrong;
    private @Nullable Throwable brokeOff;
    private volatile boolean stopping;

    BackgroundLoad(ServerProcess server, byte[][] requests, AnswerCheck check, int connections, double perSecond) {
        this.generator = new LoadGenerator(server.uri().getPort(), server.handle(), requests, check, connections);
        this.perSecond = perSecond;
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                add(generator.open(SLICE, perSecond));
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                brokeOff = e;
                notifyAll();
            }
        }
    }

    private synchronized void add(LoadResult slice) {
        latencies.add(slice.latencies());
        failed += slice.failed();
        wrong += slice.wrong();
        allAnswers += slice.latencies().getTotalCount();
        allFailed += slice.failed();
        allWrong += slice.wrong();
        slice.reasons().forEach((reason, times) -> reasons.merge(reason, times, Integer::sum));
        slices++;
        notifyAll();
    }

    static final String HEADER = "answers | failed | wrong | p50 ms | p99 ms | p99.9 ms | max ms";

    /**
     * What came of it since this was last asked, up to the end of the slice that is under way, as cells of a table.
     *
     * @throws IllegalStateException if the load broke off
     */
    synchronized String phase() throws InterruptedException {
        for (long begun = slices; slices == begun && brokeOff == null; ) {
            wait();
        }
        demandUnbroken();
        String cells = String.format(
                Locale.ROOT,
                "%,d | %d | %d | %.2f | %.2f | %.2f | %.2f",
                latencies.getTotalCount(),
                failed,
                wrong,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                latencies.getValueAtPercentile(99.9) / 1e6,
                latencies.getMaxValue() / 1e6);
        latencies = new Histogram(3);
        failed = 0;
        wrong = 0;
        return cells;
    }

    /** Claims that every answer from the beginning on was right, and that there were some. */
    synchronized void claimAllRight(Claims claims) {
        demandUnbroken();
        claims.claim(
                "no request under load failed, no answer was wrong",
                allAnswers > 0 && allFailed == 0 && allWrong == 0,
                String.format(
                        Locale.ROOT,
                        "%,d answers, %d requests failed %s, %d wrong",
                        allAnswers,
                        allFailed,
                        reasons,
                        allWrong));
    }

    private void demandUnbroken() {
        if (brokeOff != null) {
            throw new IllegalStateException("The load broke off: " + brokeOff, brokeOff);
        }
    }

    /** Ends the load, after the slice that is under way. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        synchronized (this) {
            demandUnbroken();
        }
    }
}
