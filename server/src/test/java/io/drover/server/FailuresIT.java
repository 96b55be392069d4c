package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Decisions that fail on the server's side. */
class FailuresIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";
    private static final String SMALL = "{\"account\": {\"id\": \"acme\", \"employees\": 8}}";

    @Test
    void decide_ruleDoesNotComeToRest_500ThatNamesIt() {
        Limits oneFiring = new Limits(1, 1_000, 1_000, Duration.ofDays(1));
        try (TestServer server = TestServer.start(
                TestServer.SOUND, false, new DecisionEngine(oneFiring, System::nanoTime), TestServer.CLOCK)) {
            HttpResponse<String> response = server.decide(LARGE);

            assertThat(response.statusCode()).isEqualTo(500);
            JsonNode problem = json(response);
            assertThat(problem.path("type").asText()).isEqualTo("/problems/rule-failed");
            assertThat(problem.path("pack").asText()).isEqualTo("size");
            assertThat(problem.path("rule").asText()).isNotEmpty();
            assertThat(problem.path("revision").asText()).hasSize(64);
            assertThat(server.decide(SMALL).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void decide_takesTooLong_503() {
        AtomicLong nanos = new AtomicLong();
        AtomicBoolean slow = new AtomicBoolean();
        DecisionEngine engine = new DecisionEngine(
                Limits.defaults(), () -> slow.get() ? nanos.getAndAdd(10_000_000_000L) : nanos.get());
        try (TestServer server = TestServer.start(TestServer.SOUND, false, engine, TestServer.CLOCK)) {
            slow.set(true);
            HttpResponse<String> response = server.decide(LARGE);
            slow.set(false);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
            assertThat(json(response).path("type").asText()).isEqualTo("/problems/deadline");
            assertThat(server.decide(LARGE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void decide_somethingBreaksInside_500ThatSaysNothingOfIt() {
        AtomicBoolean broken = new AtomicBoolean();
        try (TestServer server =
                TestServer.start(TestServer.SOUND, false, PatientEngine.create(), new BreakableClock(broken))) {
            broken.set(true);
            HttpResponse<String> response = server.decide(LARGE);
            broken.set(false);

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(json(response).path("type").asText()).isEqualTo("/problems/internal");
            assertThat(response.body()).doesNotContain("secret", "Exception", "io.drover");
            assertThat(server.decide(LARGE).statusCode()).isEqualTo(200);
        }
    }
}
