package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.LoadResult;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long it takes from the save of a good edit until it serves, by step, on a server that is otherwise idle. Judged is the
 * slowest edit of the pack of 60 rules on a warm server, which is one that has reloaded five times and decided for a while.
 */
final class ReloadLatencySoak implements SoakRun {

    private static final long WITHIN_MILLIS = 2_000;
    private static final int PROMISED_RULES = 60;
    private static final int COLD_EDITS = 5;
    private static final List<String> STEPS =
            List.of("read", "allow-list", "compile", "scan", "load", "lint", "scenarios", "activate");

    /** Numbers of rules, and of edits of a warm server. */
    private static final Map<Integer, Integer> EDITS = new LinkedHashMap<>();

    static {
        EDITS.put(PROMISED_RULES, 20);
        EDITS.put(200, 10);
        EDITS.put(1_000, 3);
    }

    @Override
    public String title() {
        return "From save to serving";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        file.line(
                "Settling is all that is not a step of the server: reload-settle (200 ms), the noticing, and up to 20 ms"
                        + " until this run looks. The first " + COLD_EDITS + " edits after the start are cold.");
        file.table("rules | edit | millis from save to serving | settle | " + String.join(" | ", STEPS));
        for (Map.Entry<Integer, Integer> size : EDITS.entrySet()) {
            int rules = size.getKey();
            List<Long> warm = measure(site, file, rules, site.scaled(size.getValue()));
            long slowest = warm.get(warm.size() - 1);
            file.row("%d | warm, median and slowest | %d and %d | | | | | | | |"
                    .formatted(rules, warm.get(warm.size() / 2), slowest)
                    .replaceAll(" \\|$", ""));
            if (rules == PROMISED_RULES) {
                claims.claim(
                        "each warm edit of " + rules + " rules serves within " + WITHIN_MILLIS + " ms of the save",
                        slowest <= WITHIN_MILLIS,
                        "the slowest of " + warm.size() + " took " + slowest + " ms");
            } else {
                claims.claim(rules + " rules were edited while serving", true, warm.size() + " warm edits, recorded");
            }
        }
    }

    /** The milliseconds of the warm edits, in ascending order. */
    private static List<Long> measure(Site site, ResultFile file, int rules, int warmEdits) throws Exception {
        Path directory = Files.createDirectories(site.scratch().resolve("rules-" + rules));
        Variants variants = new Variants(rules, directory);
        List<Long> warm = new ArrayList<>();
        int cold = rules == PROMISED_RULES ? COLD_EDITS : Math.min(COLD_EDITS, warmEdits);
        try (ServerProcess server = site.serve(List.of(), directory)) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            LoadResult load = new LoadGenerator(
                            server.uri().getPort(), server.handle(), variants.requests(), variants.check(), 8)
                    .closed(Duration.ofMillis(Math.max(2_000, site.scaled(20_000))));
            System.out.println(rules + " rules: " + load.latencies().getTotalCount() + " answers to warm up");
            for (int edit = 1; edit <= cold + warmEdits; edit++) {
                long millis = edit(file, variants, client, rules, edit, edit <= cold);
                if (edit > cold) {
                    warm.add(millis);
                }
            }
        }
        warm.sort(null);
        return warm;
    }

    private static long edit(
            ResultFile file, Variants variants, DroverClient client, int rules, int edit, boolean cold) {
        long begin = System.nanoTime();
        JsonNode status = variants.activate(edit + 1, client);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long sum = 0;
        List<String> cells = new ArrayList<>();
        for (String step : STEPS) {
            long took = 0;
            for (JsonNode taken : status.path("lastAttempt").path("steps")) {
                took += taken.path("step").asText().equals(step)
                        ? taken.path("millis").asLong()
                        : 0;
            }
            cells.add(Long.toString(took));
            sum += took;
        }
        file.row("%d | %d, %s | %d | %d | %s"
                .formatted(rules, edit, cold ? "cold" : "warm", millis, millis - sum, String.join(" | ", cells)));
        return millis;
    }
}
