package io.drover.server;

import static io.drover.server.DeploymentSite.MEDIUM;
import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.pushed;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs are rolled back and forth while the server decides. */
class RollbackUnderLoadIT {

    private static final int ROLLBACKS = 10;
    private static final int CONNECTIONS = 3;

    @Test
    void rollBack_underLoad_noRequestFailsAndEveryAnswerIsOfOneRevision(@TempDir Path directory) throws Exception {
        DeploymentSite site = new DeploymentSite(directory);
        ConcurrentLinkedQueue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
        Map<String, String> sizes;
        try (TestServer server = site.start()) {
            String first = pushed(server, "size", site.pack("size", 100));
            String second = pushed(server, "size", site.pack("size", 200));
            sizes = Map.of(first, "large", second, "small");
            activate(server, "size", first, null);
            activate(server, "size", second, first);
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                loads.add(connections.submit(() -> {
                    while (!over.get()) {
                        answers.add(server.decide(MEDIUM));
                    }
                }));
            }
            for (int i = 0; i < ROLLBACKS; i++) {
                boolean back = i % 2 == 0;
                HttpResponse<String> rolled = activate(server, "size", back ? first : second, back ? second : first);
                assertThat(rolled.statusCode()).as(rolled.body()).isEqualTo(200);
                String revision =
                        json(server.decide(MEDIUM)).path("packs").path("size").asText();
                assertThat(revision).as("serves after the answer").isEqualTo(back ? first : second);
            }
            over.set(true);
            connections.shutdown();
            assertThat(connections.awaitTermination(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            for (Future<?> load : loads) {
                load.get();
            }
        }
        assertThat(answers).hasSizeGreaterThan(ROLLBACKS).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode decision = json(answer);
            assertThat(decision.path("classifications").path("size").asText())
                    .isEqualTo(sizes.get(decision.path("packs").path("size").asText()));
        });
    }

    @Test
    void decide_byAKeptRevision_asItDecidedThen(@TempDir Path directory) throws Exception {
        DeploymentSite site = new DeploymentSite(directory);
        String before;
        try (TestServer server = site.start()) {
            String first = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", first, null);
            before = json(server.decide(MEDIUM)).path("revision").asText();
            activate(server, "size", pushed(server, "size", site.pack("size", 200)), first);
        }
        try (TestServer server = site.start()) {
            assertThat(DeploymentSite.decided(server)).isEqualTo("small");
            JsonNode decision = json(decide(server, "?revision=" + before));
            assertThat(decision.path("classifications").path("size").asText()).isEqualTo("large");
            assertThat(decision.path("revision").asText()).isEqualTo(before);
            assertThat(decide(server, "?revision=77").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> decide(TestServer server, String query) {
        return server.send(server.request("/v1/decisions" + query)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(MEDIUM)));
    }
}
