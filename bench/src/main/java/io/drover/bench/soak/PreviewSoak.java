package io.drover.bench.soak;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.HttpMessage;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A thousand previews by the reference packs, each with thresholds that none had before, under load of plain decisions. At the end
 * the JVM holds what it held after the first hundred, within 5 %, and every plain decision was what it was before.
 */
final class PreviewSoak implements SoakRun {

    private static final int CONNECTIONS = 4;
    private static final int REQUESTS_PER_SECOND = 100;

    /** Enough to fill what the server holds for previews, and to have the code of all this compiled. */
    private static final int EARLY = 200;

    @Override
    public String title() {
        return "Previews under load";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        int previews = site.scaled(1_000);
        int early = Math.max(1, Math.min(EARLY, previews / 2));
        byte[] request = Files.readAllBytes(site.home().resolve("test-data/requests/abm-in-market.json"));
        file.line("The reference packs; " + previews
                + " previews with thresholds of b2b-abm, no two alike, one after the"
                + " other; meanwhile plain decisions on the same facts, " + REQUESTS_PER_SECOND + " requests/s from "
                + CONNECTIONS + " connections.");
        Path rules = site.home().resolve("rules");
        try (ServerProcess server = site.serve(List.of(), rules)) {
            DroverClient client = new DroverClient(server.uri());
            byte[][] requests = {HttpMessage.post("/v1/decisions", "application/json", request)};
            byte[][] expected = {client.decide(request)};
            long compiled = compiledPacks(site);
            file.table(
                    "phase | previews | millis a preview, mean | " + BackgroundLoad.HEADER + " | " + JvmState.HEADER);
            try (BackgroundLoad load = new BackgroundLoad(
                    server, requests, AnswerCheck.equalTo(expected), CONNECTIONS, REQUESTS_PER_SECOND)) {
                Asking asking = new Asking(file, client, load, server, new String(request, StandardCharsets.UTF_8));
                asking.record("before", 0, 0);
                JvmState first = asking.ask("to preview " + early, 1, early);
                JvmState end = asking.ask("the others", early + 1, previews);
                load.claimAllRight(claims);
                claims.claim(
                        "every preview answered, with what it was made with",
                        asking.answers.size() == previews,
                        asking.answers.size() + " of " + previews);
                claims.claim(
                        "nothing of them is kept",
                        compiledPacks(site) == compiled,
                        compiledPacks(site) + " compiled packs in the data directory, as before");
                String since = ", from preview " + early + " to the end";
                JvmState.claimFlat(claims, since, first, end);
            }
        }
    }

    private static long compiledPacks(Site site) throws IOException {
        try (var files = Files.list(site.data().resolve("compiled"))) {
            return files.count();
        }
    }

    /** Asks for previews. */
    private static final class Asking {
        private final ResultFile file;
        private final DroverClient client;
        private final BackgroundLoad load;
        private final ServerProcess server;
        private final String request;
        private final Set<String> answers = new HashSet<>();

        Asking(ResultFile file, DroverClient client, BackgroundLoad load, ServerProcess server, String request) {
            this.file = file;
            this.client = client;
            this.load = load;
            this.server = server;
            this.request = request;
        }

        JvmState ask(String phase, int from, int to) throws InterruptedException {
            long begin = System.nanoTime();
            for (int number = from; number <= to; number++) {
                byte[] answer = client.decide(preview(number).getBytes(StandardCharsets.UTF_8));
                answers.add(DroverClient.json(answer)
                        .at("/preview/thresholds/b2b-abm/fit.employees-min/to")
                        .asText());
                if (number % 50 == 0) {
                    System.out.println(phase + ": " + number);
                }
            }
            int count = to - from + 1;
            return record(phase, count, (System.nanoTime() - begin) / 1e6 / Math.max(1, count));
        }

        private String preview(int number) {
            String with = "{ \"with\": {\"thresholds\": {\"b2b-abm\": {\"fit.employees-min\": " + number + "}}},";
            return with + request.strip().substring(1);
        }

        /** The load is asked first, and again behind the collections: what these cost is none of the phase's. */
        JvmState record(String phase, int previews, double mean) throws InterruptedException {
            String loaded = load.phase();
            JvmState state = JvmState.afterCollection(server.pid());
            file.row(String.format(
                    Locale.ROOT, "%s | %d | %.1f | %s | %s", phase, previews, mean, loaded, state.cells()));
            load.phase();
            return state;
        }
    }
}
