package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How long a start takes until the first decision is answered: with compiled packs kept from before, and without. */
final class RestartSoak implements SoakRun {

    @Override
    public boolean run(Site site) throws Exception {
        ResultFile file = site.resultFile("restart", "From start to the first decision");
        file.table("rules | kept compiled packs | turn | millis to listening and ready | millis to the first decision");
        for (int rules : new int[] {60, 200, 1_000}) {
            Path directory = Files.createDirectories(site.scratch().resolve("rules-" + rules));
            Variants variants = new Variants(rules, directory);
            for (int turn = 1; turn <= site.scaled(5); turn++) {
                delete(site.data());
                start(site, file, variants, directory, rules + " | none | " + turn);
                start(site, file, variants, directory, rules + " | kept | " + turn);
            }
        }
        file.load();
        return true;
    }

    private static void start(Site site, ResultFile file, Variants variants, Path rules, String what) {
        long begin = System.nanoTime();
        try (ServerProcess server = site.serve(List.of(), rules)) {
            variants.ask(new DroverClient(server.uri()));
            file.row(what + " | " + server.millisToListening() + " | " + (System.nanoTime() - begin) / 1_000_000);
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
