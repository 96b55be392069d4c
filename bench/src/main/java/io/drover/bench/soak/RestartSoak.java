package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How long a start takes until the first decision is answered: with compiled packs kept from before, and without. */
final class RestartSoak implements SoakRun {

    /** Numbers of rules, and of turns: many rules take minutes to compile in a JVM that has just begun. */
    private static final Map<Integer, Integer> TURNS = new LinkedHashMap<>();

    static {
        TURNS.put(60, 5);
        TURNS.put(200, 3);
        TURNS.put(1_000, 2);
    }

    @Override
    public String title() {
        return "From start to the first decision";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        file.table("rules | kept compiled packs | turn | millis to listening and ready | millis to the first decision"
                + " | step");
        for (Map.Entry<Integer, Integer> size : TURNS.entrySet()) {
            int rules = size.getKey();
            Path directory = Files.createDirectories(site.scratch().resolve("rules-" + rules));
            Variants variants = new Variants(rules, directory);
            List<Long> without = new ArrayList<>();
            List<Long> with = new ArrayList<>();
            for (int turn = 1; turn <= site.scaled(size.getValue()); turn++) {
                delete(site.data());
                without.add(start(site, file, variants, directory, rules + " | none | " + turn, "compile"));
                with.add(start(site, file, variants, directory, rules + " | kept | " + turn, "restore"));
            }
            // Whether the decision is the same, every start has asked.
            claims.claim(
                    rules + " rules: starts with compiled packs kept are quicker on average, and decide the same",
                    mean(with) < mean(without),
                    "first decision after %,d ms, without after %,d ms".formatted(mean(with), mean(without)));
        }
    }

    private static long mean(List<Long> millis) {
        return millis.stream().mapToLong(Long::longValue).sum() / millis.size();
    }

    /** Starts, asks, and ends; how many milliseconds passed until the first decision, which is as all others. */
    private static long start(
            Site site, ResultFile file, Variants variants, Path rules, String what, String expectedStep) {
        long begin = System.nanoTime();
        try (ServerProcess server = site.serve(List.of(), rules)) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            List<String> steps = client.pack(variants.pack())
                    .path("lastAttempt")
                    .path("steps")
                    .findValuesAsText("step");
            if (!steps.contains(expectedStep)) {
                throw new IllegalStateException("Instead of " + expectedStep + " it took the steps " + steps + ".");
            }
            file.row(what + " | " + server.millisToListening() + " | " + millis + " | " + expectedStep);
            return millis;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
