package io.drover.bench.soak;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.LoadResult;
import io.drover.bench.http.ServerProcess;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Load at a fixed rate while something else happens. One thread of its own makes it, in slices of a second; whoever started it
 * asks for what came of it since the last time. Guarded by itself.
 */
final class BackgroundLoad implements AutoCloseable {

    private static final Duration SLICE = Duration.ofSeconds(1);

    private final LoadGenerator generator;
    private final double perSecond;
    private final Thread thread = new Thread(this::run, "load");
    private Histogram latencies = new Histogram(3);
    private long failed;
    private long wrong;
    private volatile boolean stopping;

    BackgroundLoad(ServerProcess server, byte[][] requests, AnswerCheck check, int connections, double perSecond) {
        this.generator = new LoadGenerator(server.uri().getPort(), server.handle(), requests, check, connections);
        this.perSecond = perSecond;
        thread.start();
    }

    private void run() {
        while (!stopping) {
            LoadResult slice = generator.open(SLICE, perSecond);
            synchronized (this) {
                latencies.add(slice.latencies());
                failed += slice.failed();
                wrong += slice.wrong();
            }
        }
    }

    static final String HEADER = "answers | failed | wrong | p50 ms | p99 ms | p99.9 ms | max ms";

    /** What came of it since this was last asked, as cells of a table. */
    synchronized String phase() {
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

    /** Ends the load, after the slice that is under way. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
