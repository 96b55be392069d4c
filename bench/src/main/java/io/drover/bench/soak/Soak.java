package io.drover.bench.soak;

import io.drover.bench.report.ResultFile;
import io.drover.bench.report.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Starts a long run by its name. */
@CommandLine.Command(name = "soak", sortOptions = false)
public final class Soak implements Callable<Integer> {

    private static final Map<String, SoakRun> RUNS = runs();

    @Parameters(
            paramLabel = "NAME",
            description =
                    "swaps, edits, ndjson, connections, small-heap, restart, reload-latency, replay, client, unit, container, tables, previews, cuts, impact, rollbacks, faults or bombs.")
    private String name = "";

    @Mixin
    private final Surroundings surroundings = new Surroundings();

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
        runs.put("client", new ClientSoak());
        runs.put("unit", new UnitSoak());
        runs.put("container", new ContainerSoak());
        runs.put("tables", new TablesSoak());
        runs.put("previews", new PreviewSoak());
        runs.put("cuts", new CutsSoak());
        runs.put("impact", new ImpactSoak());
        runs.put("rollbacks", new RollbackSoak());
        runs.put("faults", new FaultsSoak());
        runs.put("bombs", new BombSoak());
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
        String small = scale < 1 ? "-small" : "";
        ResultFile file = new ResultFile(surroundings.results(), "soak-" + name + small, run.title(), Instant.now());
        file.line("Scale " + scale + (scale < 1 ? ": a small form, to try the run." : "."));
        Claims claims = new Claims(file);
        try {
            run.run(new Site(surroundings.jar(), surroundings.home(), scale, scratch), file, claims);
        } catch (Exception | LinkageError | AssertionError e) {
            e.printStackTrace();
            claims.claim("the run came to its end", false, e.toString());
        }
        file.load();
        boolean held = claims.conclude();
        System.out.println("What the servers wrote is in " + scratch + ".");
        return held ? 0 : 1;
    }
}
