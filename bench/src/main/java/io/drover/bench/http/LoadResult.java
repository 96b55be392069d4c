package io.drover.bench.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of load.
 *
 * @param latencies nanoseconds from when a request was to be sent until its answer was complete
 * @param failed answers of another status than 200, connections that broke, and requests without an answer
 * @param refused those of the failed that were answered with 429 or 503 and a {@code Retry-After}
 * @param reasons how often a request failed for which reason
 * @param wrong answers with status 200 that were not as expected
 * @param serverCpu of the process that was measured
 * @param clientCpu of the process that made the load
 */
public record LoadResult(
        Duration elapsed,
        Histogram latencies,
        long failed,
        long refused,
        Map<String, Integer> reasons,
        long wrong,
        Duration serverCpu,
        Duration clientCpu) {

    public double perSecond() {
        return latencies.getTotalCount() / seconds(elapsed);
    }

    /** Microseconds of processor that the server spent on one request. */
    public double serverMicrosPerRequest() {
        return seconds(serverCpu) * 1e6 / latencies.getTotalCount();
    }

    /** Microseconds of processor that the client spent on one request. */
    public double clientMicrosPerRequest() {
        return seconds(clientCpu) * 1e6 / latencies.getTotalCount();
    }

    public double millisAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    /** Cells of a table, as {@link #HEADER} names them. */
    public String cells() {
        return String.format(
                Locale.ROOT,
                "%,.0f | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %d | %d",
                perSecond(),
                millisAt(50),
                millisAt(99),
                millisAt(99.9),
                latencies.getMaxValue() / 1e6,
                serverMicrosPerRequest(),
                clientMicrosPerRequest(),
                failed,
                wrong);
    }

    public static final String HEADER = "requests/s | p50 ms | p99 ms | p99.9 ms | max ms | server CPU µs/request"
            + " | client CPU µs/request | failed | wrong";

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
