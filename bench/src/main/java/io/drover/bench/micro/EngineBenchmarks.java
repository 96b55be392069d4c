package io.drover.bench.micro;

import io.drover.bench.report.ResultFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs the benchmarks of this package and records them: rules, signals and packs are varied one at a time. */
@CommandLine.Command(name = "jmh", sortOptions = false)
public final class EngineBenchmarks implements Callable<Integer> {

    @Option(names = "--results", required = true, description = "The directory of results.")
    private Path results = Path.of("");

    @Option(names = "--forks", description = "JVMs for each measurement. Default: ${DEFAULT-VALUE}.")
    private int forks = 2;

    @Option(names = "--iterations", description = "Measured iterations of a JVM. Default: ${DEFAULT-VALUE}.")
    private int iterations = 5;

    @Option(names = "--warm-up", description = "Iterations before. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 5;

    @Option(names = "--seconds", description = "Length of an iteration. Default: ${DEFAULT-VALUE}.")
    private int seconds = 2;

    @Option(
            names = "--only",
            description = "Only these sweeps: standard, json, rules, signals, packs, threads.",
            split = ",")
    private List<String> only = List.of("standard", "json", "rules", "signals", "packs", "threads");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EngineBenchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws RunnerException {
        ResultFile file = new ResultFile(results, "engine", "The engine alone", Instant.now());
        file.line(
                "Average time of one operation and what it allocates, with 60 heavy rules, 6 signals (9 facts), one pack and one"
                        + " thread where nothing else is said; " + forks + " JVMs, " + warmUp + " + " + iterations
                        + " iterations of " + seconds + " s.");
        file.table("sweep | benchmark | parameters | µs | ± 99.9 % | bytes");
        for (String sweep : only) {
            switch (sweep) {
                case "standard" -> {
                    record(file, sweep, options(DecideBenchmark.class).param("weight", "LIGHT", "HEAVY"));
                    record(file, sweep, options(ByHandBenchmark.class).param("weight", "LIGHT", "HEAVY"));
                }
                case "json" -> record(file, sweep, options(JsonBenchmark.class));
                case "rules" -> {
                    record(file, sweep, options(DecideBenchmark.class).param("rules", "10", "60", "200", "1000"));
                    record(file, sweep, options(ByHandBenchmark.class).param("rules", "10", "60", "200", "1000"));
                }
                case "signals" -> {
                    record(file, sweep, options(DecideBenchmark.class).param("signals", "0", "6", "100", "1000"));
                    record(file, sweep, options(ByHandBenchmark.class).param("signals", "0", "6", "100", "1000"));
                }
                case "packs" ->
                    record(file, sweep, options(DecideBenchmark.class).param("packs", "1", "2", "4", "8"));
                case "threads" ->
                    record(file, sweep, options(DecideBenchmark.class).threads(2));
                default -> throw new CommandLine.ParameterException(new CommandLine(this), "No sweep " + sweep + ".");
            }
        }
        file.load();
        return 0;
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(forks)
                .warmupIterations(warmUp)
                .measurementIterations(iterations)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementTime(TimeValue.seconds(seconds))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static void record(ResultFile file, String sweep, ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> runs = new Runner(options.build()).run();
        for (RunResult run : runs) {
            BenchmarkParams params = run.getParams();
            List<String> parameters = new ArrayList<>();
            params.getParamsKeys().forEach(key -> parameters.add(key + " " + params.getParam(key)));
            if (params.getThreads() > 1) {
                parameters.add(params.getThreads() + " threads");
            }
            String name = params.getBenchmark();
            Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
            file.row(String.format(
                    Locale.ROOT,
                    "%s | %s | %s | %.2f | %.2f | %,.0f",
                    sweep,
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    String.join(", ", parameters),
                    run.getPrimaryResult().getScore(),
                    run.getPrimaryResult().getScoreError(),
                    allocated == null ? Double.NaN : allocated.getScore()));
        }
    }
}
