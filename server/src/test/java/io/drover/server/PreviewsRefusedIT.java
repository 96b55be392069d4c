package io.drover.server;

import static io.drover.server.LoggedSite.account;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.decide.DecisionEngine;
import io.drover.server.config.Setting;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** More previews than there are threads and places in the queue for them, while decisions go on. */
class PreviewsRefusedIT {

    /** Two that are being made, and 64 that wait. */
    private static final int TAKEN = 66;

    private static final int SENT = 80;

    private static final String PREVIEW = account("acme", 850)
            .replaceFirst("}$", ", \"with\": {\"thresholds\": {\"size\": {\"size.large-from\": 900}}}}");

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Semaphore refused = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();

    /** What the time is; on the threads of previews, only when they may go on. */
    private long nanoTime() {
        if (Thread.currentThread().getName().equals("preview")) {
            try {
                assertThat(goOn.await(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return System.nanoTime();
    }

    private CompletableFuture<HttpResponse<String>> send(TestServer server) {
        HttpRequest request = server.request("/v1/decisions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PREVIEW))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
            if (answer.statusCode() == 503) {
                refused.release();
            }
            return answer;
        });
    }

    @Test
    void decide_morePreviewsThanTheQueueTakes_areRefusedAloneAndInStreams() throws Exception {
        Map<Setting, String> settings = Map.of(Setting.RULES, TestServer.SOUND.toString(), Setting.MAX_REQUESTS, "200");
        DecisionEngine engine = PatientEngine.create(this::nanoTime);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (TestServer server = TestServer.start(settings, engine, TestServer.CLOCK)) {
            for (int i = 0; i < SENT; i++) {
                answers.add(send(server));
            }
            assertThat(refused.tryAcquire(SENT - TAKEN, Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            List<String> lines = server.send(server.request("/v1/decisions")
                            .header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.ofString(account("a", 1) + "\n" + PREVIEW + "\n" + account("b", 2))))
                    .body()
                    .lines()
                    .toList();
            assertThat(lines).hasSize(3);
            assertThat(json(lines.get(0)).at("/subject/id").asText()).isEqualTo("a");
            assertThat(json(lines.get(1)).path("line").asInt()).isEqualTo(2);
            assertThat(json(lines.get(1)).at("/problem/type").asText()).isEqualTo("/problems/overloaded");
            assertThat(json(lines.get(2)).at("/subject/id").asText()).isEqualTo("b");

            goOn.countDown();
            int previewed = 0;
            for (CompletableFuture<HttpResponse<String>> each : answers) {
                HttpResponse<String> answer = each.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (answer.statusCode() == 200) {
                    previewed++;
                    assertThat(json(answer).at("/classifications/size").asText())
                            .isEqualTo("small");
                } else {
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    assertThat(answer.body()).contains("/problems/overloaded", "Too many previews are being made");
                }
            }
            assertThat(previewed).isEqualTo(TAKEN);
        }
    }
}
