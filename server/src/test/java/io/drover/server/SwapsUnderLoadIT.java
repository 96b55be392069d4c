package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.pack.PackReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are edited, well and badly, while eight connections have them decide. */
class SwapsUnderLoadIT {

    private static final int SWAPS = 20;
    private static final int CONNECTIONS = 8;
    private static final String MEDIUM = "{\"account\": {\"id\": \"acme\", \"employees\": 100}}";

    @TempDir
    Path directory;

    /** What the pack of each revision decides. */
    private final Map<String, String> sizes = new ConcurrentHashMap<>();

    /** Revision and decision of every answer; an answer that is none. */
    private final ConcurrentLinkedQueue<String[]> answers = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void swaps_underLoad_everyAnswerIsOfOneRevision() throws Exception {
        Path pack = directory.resolve("rules/size");
        Trees.copy(TestServer.SOUND.resolve("size"), pack);
        try (TestServer server = serve()) {
            sizes.put(revision(server), "large");
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                loads.add(connections.submit(() -> decideUntil(server, over)));
            }
            for (int swap = 1; swap <= SWAPS; swap++) {
                editBadly(server, pack);
                editWell(server, pack, swap);
            }
            over.set(true);
            connections.shutdown();
            assertThat(connections.awaitTermination(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            for (Future<?> load : loads) {
                load.get();
            }
        }
        assertThat(failures).isEmpty();
        assertThat(sizes).hasSize(SWAPS + 1);
        assertThat(answers).hasSizeGreaterThan(SWAPS * CONNECTIONS);
        assertThat(answers).allSatisfy(answer -> assertThat(answer[1]).isEqualTo(sizes.get(answer[0])));
    }

    private void decideUntil(TestServer server, AtomicBoolean over) {
        while (!over.get()) {
            HttpResponse<String> response = server.decide(MEDIUM);
            if (response.statusCode() == 200) {
                JsonNode decision = json(response);
                answers.add(new String[] {
                    decision.path("packs").path("size").asText(),
                    decision.path("classifications").path("size").asText()
                });
            } else {
                failures.add(response.statusCode() + " " + response.body());
            }
        }
    }

    private static void editBadly(TestServer server, Path pack) throws IOException {
        Path drl = pack.resolve("size.drl");
        String good = Files.readString(drl);
        write(drl, good.replace("employees >=", "employes >="));
        Waiting.until(() -> outcome(server).equals("refused"));
        write(drl, good);
        Waiting.until(() -> outcome(server).equals("activated"));
    }

    private void editWell(TestServer server, Path pack, int swap) throws IOException {
        boolean large = swap % 2 == 0;
        Path thresholds = pack.resolve("thresholds.csv");
        String before = revision(server);
        String edited =
                Files.readString(thresholds).replaceAll("integer,\\d+", "integer," + (large ? 100 - swap : 100 + swap));
        // Whoever decides by it finds it here: it is written down before the server can know it.
        Path preview = directory.resolve("preview-" + swap);
        Trees.copy(pack, preview);
        Files.writeString(preview.resolve("thresholds.csv"), edited);
        sizes.put(String.valueOf(PackReader.read(preview).revision()), large ? "large" : "small");
        write(thresholds, edited);
        Waiting.until(() -> !revision(server).equals(before));
    }

    private TestServer serve() {
        return TestServer.reloading(directory, "rules", "20ms");
    }

    private static String revision(TestServer server) {
        return json(server.get("/v1/packs/size"))
                .path("active")
                .path("revision")
                .asText();
    }

    private static String outcome(TestServer server) {
        return json(server.get("/v1/packs/size"))
                .path("lastAttempt")
                .path("outcome")
                .asText();
    }

    private static void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".swp");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
