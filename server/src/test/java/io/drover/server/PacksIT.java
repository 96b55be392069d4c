package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.decide.DecisionEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server says of its packs and of its health. */
class PacksIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";

    @TempDir
    Path rules;

    @Test
    void packs_allSound_activeAndReady() {
        try (TestServer server = TestServer.start(TestServer.SOUND)) {
            HttpResponse<String> ready = server.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(json(ready).path("status").asText()).isEqualTo("ready");
            assertThat(json(server.get("/health/live")).path("status").asText()).isEqualTo("live");

            JsonNode pack = json(server.get("/v1/packs/size"));
            assertThat(pack.path("name").asText()).isEqualTo("size");
            assertThat(pack.path("source").asText()).endsWith("sound/size");
            assertThat(pack.path("active").path("revision").asText()).hasSize(64);
            assertThat(pack.path("active").path("activatedAt").asText()).isEqualTo(TestServer.NOW.toString());
            assertThat(pack.path("lastAttempt").path("outcome").asText()).isEqualTo("activated");
            assertThat(pack.path("lastAttempt").path("steps").findValuesAsText("step"))
                    .contains("read", "compile");
            assertThat(pack.path("lastSuccessAt").asText()).isEqualTo(TestServer.NOW.toString());
            assertThat(pack.path("pinned").asBoolean(true)).isFalse();
            assertThat(pack.path("waiting").asBoolean(true)).isFalse();
            assertThat(pack.path("problems")).isEmpty();

            JsonNode list = json(server.get("/v1/packs"));
            assertThat(list.path("items")).containsExactly(pack);
            assertThat(list.path("next").isNull()).isTrue();
        }
    }

    @Test
    void packs_activatedBetweenTwoMilliseconds_timesAreCutToTheFirst() {
        Clock clock = Clock.fixed(TestServer.NOW.plusNanos(7_123_456), ZoneOffset.UTC);
        DecisionEngine engine = PatientEngine.create();
        try (TestServer server = TestServer.start(TestServer.SOUND, false, engine, clock)) {
            JsonNode pack = json(server.get("/v1/packs/size"));

            assertThat(pack.path("lastAttempt").path("at").asText()).isEqualTo("2026-05-15T12:00:00.007Z");
        }
    }

    @Test
    void pack_unknown_404WithTheNearest() {
        try (TestServer server = TestServer.start(TestServer.SOUND)) {
            HttpResponse<String> response = server.get("/v1/packs/sizes");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(json(response).path("detail").asText()).contains("did you mean size?");
        }
    }

    @Test
    void packs_oneBroken_nothingServesAndTheBrokenOneIsNamed() throws IOException {
        copyBoth();
        try (TestServer server = TestServer.start(rules)) {
            for (String path : new String[] {"/health/ready", "/v1/decisions"}) {
                HttpResponse<String> response = path.contains("health") ? server.get(path) : server.decide(LARGE);
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
                assertThat(json(response).path("type").asText()).isEqualTo("/problems/not-ready");
                assertThat(json(response).path("detail").asText()).contains("colour");
            }
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);

            JsonNode broken = json(server.get("/v1/packs/colour"));
            assertThat(broken.path("active").isNull()).isTrue();
            assertThat(broken.path("lastAttempt").path("outcome").asText()).isEqualTo("refused");
            assertThat(broken.path("lastSuccessAt").isNull()).isTrue();
            JsonNode problem = broken.path("problems").path(0);
            assertThat(problem.path("file").asText()).isEqualTo("colour.drl");
            assertThat(problem.path("line").asInt()).isEqualTo(10);
            assertThat(problem.path("code").asText()).isEqualTo("unknown-field");
            assertThat(problem.path("severity").asText()).isEqualTo("error");
            assertThat(problem.path("remedy").asText()).contains("name");

            JsonNode sound = json(server.get("/v1/packs/size"));
            assertThat(sound.path("active").isNull()).isTrue();
            assertThat(sound.path("lastAttempt").path("outcome").asText()).isEqualTo("waiting");
            assertThat(sound.path("waiting").asBoolean()).isTrue();
        }
    }

    @Test
    void packs_oneBrokenAndPartialAllowed_theSoundOneServes() throws IOException {
        copyBoth();
        DecisionEngine engine = PatientEngine.create();
        try (TestServer server = TestServer.start(rules, true, engine, TestServer.CLOCK)) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(server.decide(LARGE).statusCode()).isEqualTo(200);

            JsonNode first = json(server.get("/v1/packs?limit=1"));
            assertThat(first.at("/items/0/lastAttempt/outcome").asText()).isEqualTo("refused");
            JsonNode second = json(
                    server.get("/v1/packs?limit=1&cursor=" + first.path("next").asText()));
            assertThat(second.at("/items/0/lastAttempt/outcome").asText()).isEqualTo("activated");
            assertThat(second.path("next").isNull()).isTrue();
            assertThat(server.get("/v1/packs?limit=0").statusCode()).isEqualTo(422);
            assertThat(server.get("/v1/packs?cursor=%21").statusCode()).isEqualTo(422);
        }
    }

    @Test
    void packs_none_notReadyAndSaysSo() {
        try (TestServer server = TestServer.start(rules)) {
            HttpResponse<String> response = server.get("/health/ready");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).path("detail").asText()).startsWith("There is no rule pack in the directory");
            assertThat(json(server.get("/v1/packs")).path("items")).isEmpty();
        }
    }

    private void copyBoth() throws IOException {
        Trees.copy(TestServer.SOUND, rules);
        Trees.copy(TestServer.BROKEN, rules);
    }
}
