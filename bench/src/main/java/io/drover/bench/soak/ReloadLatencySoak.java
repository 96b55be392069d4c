package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How long it takes from the save of a good edit until it serves, on a warm server that is otherwise idle, by step. */
final class ReloadLatencySoak implements SoakRun {

    private static final long WITHIN_MILLIS = 2_000;
    private static final int PROMISED_RULES = 60;

    @Override
    public boolean run(Site site) throws Exception {
        ResultFile file = site.resultFile("reload-latency", "From save to serving");
        file.table("rules | edit | millis from save to serving | steps of the last edit, in millis");
        boolean held = true;
        for (int rules : List.of(PROMISED_RULES, 200, 1_000)) {
            long median = measure(site, file, rules);
            held &= rules != PROMISED_RULES || median <= WITHIN_MILLIS;
        }
        file.load();
        return held;
    }

    private static long measure(Site site, ResultFile file, int rules) throws Exception {
        Path directory = Files.createDirectories(site.scratch().resolve("rules-" + rules));
        Variants variants = new Variants(rules, directory);
        try (ServerProcess server = site.serve(List.of(), directory)) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            new LoadGenerator(server.uri().getPort(), server.handle(), variants.requests(), (r, b, f, t) -> true, 8)
                    .warmUp(site.scaled(20_000));
            int edits = site.scaled(20);
            long[] millis = new long[edits];
            JsonNode status = client.pack(variants.pack());
            for (int edit = 0; edit < edits; edit++) {
                String before = status.path("active").path("revision").asText();
                long begin = System.nanoTime();
                variants.save(edit + 2);
                status = client.await(
                        variants.pack(),
                        now -> !now.path("active").path("revision").asText().equals(before));
                millis[edit] = (System.nanoTime() - begin) / 1_000_000;
            }
            file.row(rules + " | first | " + millis[0] + " | ");
            Arrays.sort(millis);
            file.row(rules + " | median of " + edits + " | " + millis[edits / 2] + " | "
                    + status.path("lastAttempt").path("steps"));
            file.row(rules + " | slowest | " + millis[edits - 1] + " | ");
            return millis[edits / 2];
        }
    }
}
