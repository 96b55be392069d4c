package io.drover.bench.micro;

import com.sun.management.ThreadMXBean;
import io.drover.bench.report.ResultFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The benchmarks in a few minutes and in processor time of the thread, for a machine that others use too: less exact than
 * JMH, but whoever waits for a processor is not charged for it.
 */
@CommandLine.Command(name = "quick", sortOptions = false)
public final class QuickLook implements Callable<Integer> {

    private static final int ROUNDS = 5;

    /** What was measured last: where results go nowhere, the JVM leaves the work out. */
    @SuppressWarnings("UnusedVariable")
    private static volatile @Nullable Object sink;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Option(names = "--results", required = true, description = "The directory of results.")
    private Path results = Path.of("");

    @Option(names = "--warm-up", description = "Operations before. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 50_000;

    @Option(names = "--operations", description = "Operations of each of five rounds. Default: ${DEFAULT-VALUE}.")
    private int operations = 10_000;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QuickLook()).execute(arguments));
    }

    @Override
    public Integer call() {
        ResultFile file = new ResultFile(
                results, "quick-look", "The engine alone, in processor time of its thread", Instant.now());
        file.line("60 rules, 9 facts, one pack, one thread: medians of " + ROUNDS + " rounds of " + operations
                + " operations after " + warmUp
                + " to warm up. The processors' caches are shared with whatever else runs.");
        file.table("operation | µs of processor | µs gone by | bytes");
        DecideBenchmark decide = new DecideBenchmark();
        decide.compile();
        measure(file, "decide", decide::decide);
        ByHandBenchmark byHand = new ByHandBenchmark();
        byHand.compile();
        measure(file, "Drools by hand, fresh session", byHand::freshSession);
        measure(file, "Drools by hand, pooled session", byHand::pooledSession);
        byHand.shutdown();
        JsonBenchmark json = new JsonBenchmark();
        json.decide();
        measure(file, "read the request", json::readRequest);
        measure(file, "write the decision", json::writeDecision);
        file.load();
        return 0;
    }

    private void measure(ResultFile file, String name, Supplier<Object> operation) {
        run(operation, warmUp);
        double[] processor = new double[ROUNDS];
        double[] goneBy = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = threads.getCurrentThreadCpuTime();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long begin = System.nanoTime();
            run(operation, operations);
            goneBy[round] = (System.nanoTime() - begin) / 1e3 / operations;
            processor[round] = (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / operations;
            bytes[round] = (double) (threads.getCurrentThreadAllocatedBytes() - allocated) / operations;
        }
        file.row(String.format(
                Locale.ROOT, "%s | %.1f | %.1f | %,.0f", name, median(processor), median(goneBy), median(bytes)));
    }

    private static void run(Supplier<Object> operation, int count) {
        for (int i = 0; i < count; i++) {
            sink = operation.get();
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
