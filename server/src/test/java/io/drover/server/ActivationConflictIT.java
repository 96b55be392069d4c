package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.pack;
import static io.drover.server.DeploymentSite.pushed;
import static io.drover.server.DeploymentSite.put;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators who want different things, or do not know what they would replace. */
class ActivationConflictIT {

    private final DeploymentSite site;

    ActivationConflictIT(@TempDir Path directory) throws IOException {
        this.site = new DeploymentSite(directory);
    }

    @Test
    void activate_withoutOrWithAnotherPrecondition_refused() throws IOException {
        try (TestServer server = site.start()) {
            String first = pushed(server, "size", site.pack("size", 100));
            String second = pushed(server, "size", site.pack("size", 200));
            activate(server, "size", first, null);

            assertThat(activate(server, "size", second, null).statusCode()).isEqualTo(428);
            assertThat(activate(server, "size", second, second).statusCode()).isEqualTo(412);
            assertThat(server.send(put(server, "size", "{\"revision\": \"" + second + "\", \"reason\": \"r\"}", null)
                                    .header("If-Match", "W/\"x\""))
                            .statusCode())
                    .isEqualTo(412);
            assertThat(server.send(put(server, "size", "{\"revision\": \"" + second + "\", \"reason\": \"r\"}", null)
                                    .header("If-Match", "*"))
                            .statusCode())
                    .isEqualTo(428);
            assertThat(activate(server, "size", "77", first).statusCode()).isEqualTo(404);
            assertThat(activate(server, "siz", second, null).statusCode()).isEqualTo(404);
            assertThat(decided(server)).isEqualTo("large");
            assertThat(events(server)).containsExactly("push", "push", "activation", "conflict");
        }
    }

    @Test
    void activate_twoOperatorsAtOnce_oneWinsAndTheAuditShowsBoth() throws Exception {
        try (TestServer server = site.start()) {
            String first = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", first, null);
            String second = pushed(server, "size", site.pack("size", 200));
            String third = pushed(server, "size", site.pack("size", 300));
            ExecutorService threads = Executors.newFixedThreadPool(2);
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<Integer>> answers = new ArrayList<>();
            for (String revision : List.of(second, third)) {
                answers.add(threads.submit(() -> {
                    together.await();
                    return activate(server, "size", revision, first).statusCode();
                }));
            }
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                codes.add(answer.get());
            }
            threads.shutdown();

            assertThat(codes).contains(200);
            assertThat(codes).containsAnyOf(409, 412);
            String active = pack(server, "size").path("active").path("revision").asText();
            assertThat(active).isEqualTo(codes.get(0) == 200 ? second : third);
            assertThat(events(server)).containsExactly("push", "activation", "push", "push", "activation", "conflict");
        }
    }

    @Test
    void activations_several_allOrNone() throws IOException {
        try (TestServer server = site.start()) {
            String size = pushed(server, "size", site.pack("size", 100));
            String weight = pushed(server, "weight", site.pack("weight", 100));
            String body = """
                    {"reason": "the first packs", "packs": [{"pack": "size", "revision": "%s"}, {"pack": "weight", "revision": "%s"}]}""";
            assertThat(activations(server, body.formatted(size, "77")).statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);

            HttpResponse<String> done = activations(server, body.formatted(size, weight));
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(json(done).path("packs").findValuesAsText("name")).containsExactly("size", "weight");
            assertThat(activations(server, body.formatted(weight, size)).statusCode())
                    .isEqualTo(412);
            assertThat(activations(server, "{\"reason\": \"r\", \"packs\": []}").statusCode())
                    .isEqualTo(422);
            assertThat(events(server)).containsExactly("push", "push", "activation", "conflict");
        }
    }

    private static HttpResponse<String> activations(TestServer server, String body) {
        return server.send(server.request("/v1/activations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }
}
