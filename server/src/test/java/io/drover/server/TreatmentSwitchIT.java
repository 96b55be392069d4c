package io.drover.server;

import static io.drover.server.LoggedSite.account;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.access.NewToken;
import io.drover.server.access.Role;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A treatment that an operator stops at once. */
class TreatmentSwitchIT {

    private static final String SWITCH = "/v1/treatments/large.call/enabled";
    private static final String OFF = "{\"enabled\": false, \"reason\": \"complaints\"}";

    private final LoggedSite site;

    TreatmentSwitchIT(@TempDir Path directory) throws IOException {
        this.site = new LoggedSite(directory);
    }

    private static HttpRequest.Builder put(TestServer server, String path, String body) {
        return server.request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body));
    }

    private static JsonNode call(TestServer server) {
        return json(server.decide(account("acme", 850))).path("treatments").path(0);
    }

    @Test
    void put_off_theNextDecisionWithholdsItAcrossARestartAndReplaysAreExact() throws Exception {
        String revision;
        try (TestServer server = site.start()) {
            assertThat(call(server).path("status").asText()).isEqualTo("selected");

            HttpResponse<String> answer = server.send(put(server, SWITCH, OFF).header("X-Request-Id", "r-17"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer)).isEqualTo(json("""
                    {"key": "large.call", "pack": "size", "enabled": false, "enabledInCatalogue": true,
                     "switch": {"key": "large.call", "enabled": false, "reason": "complaints",
                                "at": "2026-05-15T12:00:00Z", "by": null, "requestId": "r-17"}}"""));
            assertThat(call(server).path("status").asText()).isEqualTo("withheld");
            assertThat(call(server).path("reason").asText()).isEqualTo("disabled");
            revision = json(server.get("/health/ready")).path("revision").asText();
            assertThat(server.get("/metrics").body())
                    .contains("drover_treatment_switches_total{enabled=\"false\"} 1.0")
                    .contains("drover_treatments_switched_off 1.0");
        }
        try (TestServer server = site.start()) {
            assertThat(json(server.get("/health/ready")).path("revision").asText())
                    .isEqualTo(revision);
            assertThat(call(server).path("reason").asText()).isEqualTo("disabled");
            server.send(put(server, SWITCH, "{\"enabled\": true, \"reason\": \"settled\"}"));
            assertThat(call(server).path("status").asText()).isEqualTo("selected");
        }
        assertThat(site.run("replay", "--all")).isZero();
        assertThat(site.out()).contains("5 decisions: 5 equal, 0 different");
    }

    @Test
    void get_listAndOne_tellWhatIsOff() throws IOException {
        SizePack.copy(site.rules(), "weight");
        try (TestServer server = site.start()) {
            server.send(put(server, SWITCH, OFF));

            assertThat(json(server.get("/v1/treatments")).path("items").findValuesAsText("pack"))
                    .containsExactly("size", "weight");
            JsonNode off = json(server.get("/v1/treatments?enabled=false"));
            assertThat(off.path("items")).hasSize(1);
            assertThat(off.path("next").isNull()).isTrue();
            assertThat(off.path("items").path(0)).isEqualTo(json(server.get(SWITCH)));
            assertThat(json(server.get("/v1/treatments?limit=1")).path("next").isTextual())
                    .isTrue();
            assertThat(server.get("/v1/treatments?enabled=no").statusCode()).isEqualTo(422);
        }
    }

    @Test
    void put_badRequests_areRefusedWithWhatIsWrong() throws IOException {
        try (TestServer server = site.start()) {
            JsonNode unknown = json(server.send(put(server, "/v1/treatments/large.cal/enabled", OFF)));
            assertThat(unknown.path("status").asInt()).isEqualTo(404);
            assertThat(unknown.path("detail").asText()).contains("did you mean large.call?");

            JsonNode bad = json(server.send(put(server, SWITCH, "{\"enabled\": \"no\", \"reason\": \" \", \"x\": 1}")));
            assertThat(bad.path("status").asInt()).isEqualTo(422);
            assertThat(bad.path("violations").findValuesAsText("pointer")).containsExactly("/enabled", "/reason", "/x");
            assertThat(json(server.send(put(server, SWITCH, "{}"))).path("violations"))
                    .hasSize(2);
            assertThat(server.send(put(server, SWITCH, "no")).statusCode()).isEqualTo(400);
            assertThat(server.send(put(server, SWITCH, "{\"reason\": \"" + "x".repeat(20_000) + "\"}"))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(call(server).path("status").asText()).isEqualTo("selected");
            assertThat(site.data().resolve("treatment-switches.ndjson")).doesNotExist();
        }
    }

    @Test
    void put_withTokens_needsAnOperatorWhoIsNamed() throws IOException {
        NewToken analyst = NewToken.of("ann", List.of(Role.ANALYST), new Random(2));
        NewToken operator = NewToken.of("olga", List.of(Role.OPERATOR), new Random(3));
        try (TestServer server = site.start(analyst, operator)) {
            HttpRequest.Builder asAnalyst =
                    put(server, SWITCH, OFF).header("Authorization", "Bearer " + analyst.token());
            assertThat(server.send(asAnalyst).statusCode()).isEqualTo(403);

            HttpRequest.Builder asOperator =
                    put(server, SWITCH, OFF).header("Authorization", "Bearer " + operator.token());
            assertThat(json(server.send(asOperator)).at("/switch/by").asText()).isEqualTo("olga");
            HttpResponse<String> read =
                    server.send(server.request(SWITCH).header("Authorization", "Bearer " + analyst.token()));
            assertThat(json(read).path("enabled").asBoolean(true)).isFalse();
        }
    }

    @Test
    void start_recordIsDamaged_refusedAndTheLineIsNamed() throws IOException {
        Files.createDirectories(site.data());
        Files.writeString(site.data().resolve("treatment-switches.ndjson"), "{}\n");

        assertThat(site.run("serve", "--port", "0", "--rules", site.rules().toString()))
                .isEqualTo(3);
        assertThat(site.err()).contains("Line 1 of ").contains("which treatments are switched off");
    }
}
