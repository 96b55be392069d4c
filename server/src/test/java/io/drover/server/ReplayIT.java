package io.drover.server;

import static io.drover.server.LoggedSite.account;
import static io.drover.server.LoggedSite.decide;
import static io.drover.server.LoggedSite.decideMany;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logged decisions decided again, and the facts of a subject removed from them. */
class ReplayIT {

    private final LoggedSite site;

    ReplayIT(@TempDir Path directory) throws IOException {
        site = new LoggedSite(directory);
    }

    @Test
    void replay_newRevisionAndRestart_sameBytes() throws Exception {
        String first;
        String answer;
        try (TestServer server = site.start()) {
            answer = server.decide(account("acme", 850)).body();
            first = json(answer).path("decisionId").asText();
            decideMany(server, 199);
        }
        Path thresholds = site.rules().resolve("size/thresholds.csv");
        Files.writeString(thresholds, Files.readString(thresholds).replace(",100,", ",900,"));
        Path scenarios = site.rules().resolve("size/scenarios/size.yaml");
        Files.delete(scenarios);
        try (TestServer server = site.start()) {
            JsonNode now = json(server.decide(account("acme", 850)));
            assertThat(now.path("revision")).isNotEqualTo(json(answer).path("revision"));
            assertThat(now.path("classifications")).isNotEqualTo(json(answer).path("classifications"));

            assertThat(site.run("replay", first)).isZero();
            assertThat(site.out().strip()).isEqualTo(answer);
        }
        assertThat(site.run("replay", "--all")).isZero();
        assertThat(site.out()).contains("201 decisions: 201 equal, 0 different");
    }

    @Test
    void replay_cutTableCameWithTheRequest_sameBytes() throws Exception {
        Trees.copy(Path.of("src/test/packs/cells/loyalty"), site.rules().resolve("loyalty"));
        String answer;
        try (TestServer server = site.start()) {
            answer = server.decide("""
                    {"customer": {"id": "ann"}, "purchases": [{"id": "1", "time": "2026-05-01", "amount": 20.5}],
                     "cutTables": {"rfm": {"metric": "rfm", "method": "fixed", "probabilities": [], "population": 0,
                       "definition": {"events": "purchases", "monetary": "total", "lookBack": null},
                       "cuts": {"recency": [10, 20, 30, 40], "frequency": [1, 1, 1, 2], "monetary": [5, 10, 15, 2.1e1]},
                       "computedAt": "2026-05-01T00:00:00Z", "currency": "USD"}}}""").body();
            assertThat(json(answer).at("/classifications/loyalty").asText())
                    .as(answer)
                    .isEqualTo("loyal");
            assertThat(json(answer).at("/rfm/cutTable").asText()).matches("rfm-[0-9a-f]{16}");
        }

        assertThat(site.run("replay", json(answer).path("decisionId").asText())).isZero();
        assertThat(site.out().strip()).isEqualTo(answer);
    }

    @Test
    void replay_logWasTamperedWith_showsWhere() throws Exception {
        String id;
        try (TestServer server = site.start()) {
            id = decide(server, "acme", 850);
        }
        Path segment = site.segments().get(0);
        Files.writeString(segment, Files.readString(segment).replace("\"size\":\"large\"}", "\"size\":\"small\"}"));

        assertThat(site.run("replay", id)).isEqualTo(1);
        assertThat(site.err()).contains("/classifications/size was \"small\" and is \"large\"");
    }

    @Test
    void replay_revisionIsGone_refused() throws Exception {
        String id;
        try (TestServer server = site.start()) {
            id = decide(server, "acme", 850);
        }
        Files.move(site.data().resolve("rule-sets"), site.data().resolve("elsewhere"));

        assertThat(site.run("replay", id)).isEqualTo(3);
        assertThat(site.err()).contains("is not kept");
    }

    @Test
    void forget_whileTheServerDecides_factsGoAndNoLineIsLost() throws Exception {
        try (TestServer server = site.start()) {
            String forgotten = decide(server, "acme", 850);
            decideMany(server, 20);
            var deciding = Executors.newSingleThreadExecutor();
            Future<List<String>> meanwhile = deciding.submit(() -> decideMany(server, 200));
            server.get("/v1/decisions/" + forgotten);
            for (int i = 0; i < 5; i++) {
                assertThat(site.run("forget", "account:acme")).isZero();
            }
            meanwhile.get();
            deciding.shutdown();

            JsonNode line = json(server.get("/v1/decisions/" + forgotten));
            assertThat(line.path("facts").asText()).isEqualTo("forgotten");
            assertThat(line.has("request")).isFalse();
            assertThat(line.path("requestHash").asText()).hasSize(64);
            assertThat(site.run("replay", forgotten)).isEqualTo(3);
            Waiting.until(() -> server.get("/metrics")
                    .body()
                    .contains("drover_decision_log_lines_total{outcome=\"written\"} 221.0"));
        }
        assertThat(site.out()).contains("The facts of 1 decision are removed.");
        assertThat(site.lines()).hasSize(221).isSorted();
        for (Path segment : site.segments()) {
            assertThat(Files.readString(segment)).doesNotContain("\"account\":{\"id\":\"acme\"");
        }
    }

    @Test
    void forget_noSubject_wrongUsage() {
        assertThat(site.run("forget", "acme")).isEqualTo(2);
        assertThat(site.run("replay")).isEqualTo(2);
    }
}
