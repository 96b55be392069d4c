package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who would move by another threshold, of 100,000 decisions that were logged whole: {@code drover impact} on two processors, and the
 * same counted the plain way, one request after the other.
 */
final class ImpactSoak implements SoakRun {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int DECISIONS = 100_000;
    private static final int DECISIONS_A_SUBJECT = 2;
    private static final long SEED = 6;
    private static final String THRESHOLD = "intent.comparison-views,integer,2,";
    private static final String OTHER = "intent.comparison-views,integer,1,";

    @Override
    public String title() {
        return "Who would move, over logged decisions";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        int decisions = site.scaled(DECISIONS);
        Path changed = site.scratch().resolve("changed");
        for (String pack : List.of("b2b-abm", "contact-policy")) {
            copy(site.home().resolve("rules").resolve(pack), site.rules().resolve(pack));
            copy(site.home().resolve("rules").resolve(pack), changed.resolve(pack));
        }
        Path thresholds = changed.resolve("b2b-abm/thresholds.csv");
        String text = Files.readString(thresholds);
        claims.claim("the threshold is there to be changed", text.contains(THRESHOLD), THRESHOLD);
        Files.writeString(thresholds, text.replace(THRESHOLD, OTHER));
        file.line(decisions + " decisions by the packs b2b-abm and contact-policy, logged whole, with 0 to 9 signals, "
                + "about half as many accounts by the seed " + SEED
                + "; then intent.comparison-views is 1 instead of 2.");
        try (ServerProcess server = site.serve("--decision-log", "whole")) {
            decide(new DroverClient(server.uri()), decisions);
        }
        file.table("how | requests | subjects | seconds");
        JsonNode report = command(site, changed, file);
        long begin = System.nanoTime();
        PlainImpact plain = PlainImpact.of(site.data(), site.rules(), changed);
        file.row("one by one, in one thread | " + plain.requests() + " | " + plain.subjects() + " | " + seconds(begin));
        claims.claim(
                "every decision that was made is there to be decided again",
                report.path("requests").asLong() == decisions && plain.requests() == decisions,
                report.path("requests") + " and " + plain.requests() + " of " + decisions);
        claims.claim(
                "every subject is counted once",
                report.at("/impact/subjects").asLong() == plain.subjects(),
                report.at("/impact/subjects") + " and " + plain.subjects());
        SortedMap<String, Long> counts = counts(report);
        claims.claim(
                "the counts of subjects from and to in each taxonomy, segment and treatment are those of deciding one by one",
                counts.equals(plain.counts()) && counts.containsKey("taxonomy intent low > high"),
                counts.size() + " counts, " + counts.get("taxonomy intent low > high")
                        + " subjects from low to high intent");
    }

    private static void decide(DroverClient client, int decisions) {
        Random random = new Random(SEED);
        for (int i = 0; i < decisions; i++) {
            int account = random.nextInt(Math.max(1, decisions / DECISIONS_A_SUBJECT));
            client.decide(SyntheticRequests.json("account-" + account, i % 10, SEED + i));
            if ((i + 1) % 10_000 == 0) {
                System.out.println((i + 1) + " decided");
            }
        }
    }

    private static JsonNode command(Site site, Path changed, ResultFile file) throws IOException, InterruptedException {
        Path said = site.scratch().resolve("impact.json");
        List<String> command = new ArrayList<>(List.of(JAVA, "-jar", site.jar().toString(), "impact"));
        command.addAll(List.of("--from", site.rules().toString(), "--to", changed.toString()));
        command.addAll(List.of("--log", site.data().toString(), "--format", "json"));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(site.scratch().resolve("impact.err").toFile())
                .start();
        int exit = process.waitFor();
        String seconds = seconds(begin);
        if (exit != 0) {
            throw new IOException("drover impact ended with " + exit);
        }
        JsonNode report = DroverClient.json(Files.readString(said).getBytes(UTF_8));
        String cells = report.path("requests") + " | " + report.at("/impact/subjects") + " | ";
        file.row("`drover impact`, from its start, compilation included | " + cells + seconds);
        file.row("of that, reading the log and deciding | " + cells
                + report.path("millis").asLong() / 1000.0);
        return report;
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begin) / 1e9);
    }

    private static SortedMap<String, Long> counts(JsonNode report) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (JsonNode aspect : report.at("/impact/aspects")) {
            for (JsonNode move : aspect.path("moves")) {
                counts.put(
                        aspect.path("of").asText() + " " + aspect.path("name").asText() + " "
                                + move.path("from").asText() + " > "
                                + move.path("to").asText(),
                        move.path("subjects").asLong());
            }
        }
        return counts;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
