package io.drover.server;

import static io.drover.server.LoggedSite.account;
import static io.drover.server.LoggedSite.decide;
import static io.drover.server.LoggedSite.decideMany;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server logs of its decisions, and finds again. */
class DecisionLogIT {

    private final LoggedSite site;

    DecisionLogIT(@TempDir Path directory) throws IOException {
        site = new LoggedSite(directory);
    }

    @Test
    void decide_whole_lineWithRequestAndAnswer() {
        try (TestServer server = site.start()) {
            JsonNode answer = json(server.send(server.request("/v1/decisions?explain=true")
                    .header("Content-Type", "application/json")
                    .header("X-Request-Id", "r-17")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(account("acme", 850)))));
            JsonNode line =
                    json(server.get("/v1/decisions/" + answer.path("decisionId").asText()));

            assertThat(line.path("decisionId")).isEqualTo(answer.path("decisionId"));
            assertThat(line.path("time").asText()).isEqualTo(TestServer.NOW.toString());
            assertThat(line.path("requestId").asText()).isEqualTo("r-17");
            assertThat(line.path("subject").path("id").asText()).isEqualTo("acme");
            assertThat(line.path("revision")).isEqualTo(answer.path("revision"));
            assertThat(line.path("packs")).isEqualTo(answer.path("packs"));
            assertThat(line.path("explain").asBoolean()).isTrue();
            assertThat(line.path("facts").asText()).isEqualTo("whole");
            assertThat(line.path("request").path("asOf").asText()).isEqualTo(TestServer.NOW.toString());
            assertThat(line.path("request").path("account").path("employees").asInt())
                    .isEqualTo(850);
            assertThat(line.path("answer").path("classifications")).isEqualTo(answer.path("classifications"));
        }
    }

    @Test
    void decide_hash_noFacts() {
        try (TestServer server = site.start("hash", TestServer.CLOCK)) {
            String first = decide(server, "acme", 850);
            String again = decide(server, "acme", 850);
            String other = decide(server, "acme", 851);

            JsonNode line = json(server.get("/v1/decisions/" + first));
            assertThat(line.has("request")).isFalse();
            assertThat(line.has("answer")).isFalse();
            assertThat(line.path("requestHash").asText()).hasSize(64);
            assertThat(json(server.get("/v1/decisions/" + again)).path("requestHash"))
                    .isEqualTo(line.path("requestHash"));
            assertThat(json(server.get("/v1/decisions/" + other)).path("requestHash"))
                    .isNotEqualTo(line.path("requestHash"));
            assertThat(site.run("replay", first)).isEqualTo(3);
            assertThat(site.err()).contains("logged by the hash");
        }
    }

    @Test
    void find_unknownOrOff_404() {
        try (TestServer server = site.start()) {
            assertThat(server.get("/v1/decisions/" + UUID.randomUUID()).statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/v1/decisions/nothing").statusCode()).isEqualTo(404);
        }
        assertThat(site.run("replay", UUID.randomUUID().toString())).isEqualTo(3);
        try (TestServer server = site.start("off", TestServer.CLOCK)) {
            assertThat(server.get("/v1/decisions/" + decide(server, "acme", 850))
                            .body())
                    .contains("keeps no decisions");
        }
    }

    @Test
    void find_manySegmentsAndARestart_everyDecision() throws Exception {
        List<String> ids = new ArrayList<>();
        try (TestServer server = site.start()) {
            ids.addAll(decideMany(server, 60));
        }
        try (TestServer server = site.start()) {
            ids.addAll(decideMany(server, 60));
            for (String id : ids) {
                assertThat(json(server.get("/v1/decisions/" + id))
                                .path("decisionId")
                                .asText())
                        .isEqualTo(id);
            }
        }
        assertThat(site.segments()).hasSizeGreaterThan(5);
        assertThat(site.lines()).hasSize(120).isSorted();
    }

    @Test
    void start_decisionsAreTooOld_deleted() throws Exception {
        String old;
        try (TestServer server = site.start()) {
            old = decide(server, "acme", 850);
        }
        Clock later = Clock.offset(TestServer.CLOCK, Duration.ofDays(31));
        try (TestServer server = site.start("whole", later)) {
            Waiting.until(() -> server.get("/v1/decisions/" + old).statusCode() == 404);
        }
    }
}
