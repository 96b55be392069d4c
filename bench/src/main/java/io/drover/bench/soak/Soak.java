package io.drover.bench.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Starts a long run by its name. */
@CommandLine.Command(name = "soak", sortOptions = false)
public final class Soak implements Callable<Integer> {

    private static final Map<String, SoakRun> RUNS = runs();

    @Parameters(
            paramLabel = "NAME",
            description = "swaps, edits, ndjson, connections, small-heap, restart, reload-latency, replay.")
    private String name = "";

    @Option(names = "--jar", required = true, description = "The server's jar.")
    private Path jar = Path.of("");

    @Option(names = "--home", required = true, description = "Where the sources are.")
    private Path home = Path.of("");

    @Option(names = "--results", required = true, description = "The directory of results.")
    private Path results = Path.of("");

    @Option(names = "--scale", description = "How much of the full run; 0.01 tries it. Default: ${DEFAULT-VALUE}.")
    private double scale = 1;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    private static Map<String, SoakRun> runs() {
        Map<String, SoakRun> runs = new LinkedHashMap<>();
        runs.put("swaps", new SwapSoak());
        runs.put("edits", new EditSoak());
        runs.put("ndjson", new StreamSoak());
        runs.put("connections", new ConnectionSoak());
        runs.put("small-heap", new SmallHeapSoak());
        runs.put("restart", new RestartSoak());
        runs.put("reload-latency", new ReloadLatencySoak());
        runs.put("replay", new ReplaySoak());
        return runs;
    }

    @Override
    public Integer call() throws Exception {
        SoakRun run = RUNS.get(name);
        if (run == null) {
            throw new ParameterException(
                    new CommandLine(this), "The runs are " + String.join(", ", RUNS.keySet()) + ".");
        }
        Path scratch = Files.createTempDirectory("drover-soak");
        boolean held = run.run(new Site(jar.toAbsolutePath(), home, results, scale, scratch));
        System.out.println((held ? "held" : "DID NOT HOLD") + "; what the servers wrote is in " + scratch);
        return held ? 0 : 1;
    }
}
