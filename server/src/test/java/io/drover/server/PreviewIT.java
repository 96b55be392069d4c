package io.drover.server;

import static io.drover.server.LoggedSite.account;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.server.access.NewToken;
import io.drover.server.access.Role;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions with other thresholds than the packs have. */
class PreviewIT {

    private final Path directory;
    private final LoggedSite site;

    PreviewIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.site = new LoggedSite(directory);
        Path thresholds = site.rules().resolve("size/thresholds.csv");
        Files.writeString(thresholds, Files.readString(thresholds).replace(",employees,,,", ",employees,1,,"));
    }

    /** The account of 850 employees, which is large from 100 on. */
    private static String preview(String employees) {
        return account("acme", 850)
                .replaceFirst(
                        "}$", ", \"with\": {\"thresholds\": {\"size\": {\"size.large-from\": " + employees + "}}}}");
    }

    private static JsonNode withoutId(HttpResponse<String> answer) {
        ObjectNode decision = (ObjectNode) json(answer);
        decision.remove("decisionId");
        return decision;
    }

    @Test
    void decide_withAnotherThreshold_saysWhatDiffersAndChangesNothing() throws IOException {
        try (TestServer server = site.start()) {
            JsonNode before = withoutId(server.decide(account("acme", 850)));

            HttpResponse<String> answer = server.decide(preview("900"));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode preview = json(answer);
            assertThat(preview.has("decisionId")).isFalse();
            assertThat(preview.path("classifications").path("size").asText()).isEqualTo("small");
            assertThat(preview.path("treatments")).isEmpty();
            assertThat(preview.path("revision")).isEqualTo(before.path("revision"));
            assertThat(preview.path("preview")).isEqualTo(json("""
                    {"thresholds": {"size": {"size.large-from": {"from": 100, "to": 900}}}, "policy": {}, "cutTables": {},
                     "differences": [
                       {"of": "classification", "name": "size", "contactId": null, "member": null, "from": "large", "to": "small"},
                       {"of": "treatment", "name": "large.call", "contactId": null, "member": "status", "from": "selected", "to": null}]}"""));
            assertThat(withoutId(server.decide(account("acme", 850)))).isEqualTo(before);
            assertThat(json(server.decide(preview("850"))).at("/preview/differences"))
                    .isEmpty();
            assertThat(server.get("/metrics").body())
                    .contains("drover_decisions_total{outcome=\"previewed\"} 2.0")
                    .contains("drover_preview_packs 2.0");
        }
        assertThat(site.lines()).hasSize(2);
        try (Stream<Path> compiled = Files.list(site.data().resolve("compiled"))) {
            assertThat(compiled).hasSize(1);
        }
    }

    @Test
    void decide_badOverrides_allViolationsAtOnce() throws IOException {
        String overrides = """
                , "with": {"thresholds": {"sizes": {"a": 1}, "size": {"size.large-fom": 1, "size.large-from": "many"}}}}""";
        try (TestServer server = site.start()) {
            JsonNode problem = json(server.decide(account("acme", 850).replaceFirst("}$", overrides)));
            assertThat(problem.path("status").asInt()).as(problem.toString()).isEqualTo(422);
            assertThat(problem.path("violations").findValuesAsText("pointer"))
                    .containsExactlyInAnyOrder(
                            "/with/thresholds/sizes",
                            "/with/thresholds/size/size.large-fom",
                            "/with/thresholds/size/size.large-from");
            assertThat(problem.path("violations").findValuesAsText("suggestion"))
                    .contains("size", "size.large-from");

            String withMore =
                    account("acme", 850).replaceFirst("}$", ", \"x\": 1" + overrides.replace("\"many\"", "{}"));
            assertThat(json(server.decide(withMore)).path("violations").findValuesAsText("code"))
                    .contains("unknown-field", "wrong-type");
            assertThat(json(server.decide(preview("0")))
                            .at("/violations/0/code")
                            .asText())
                    .isEqualTo("out-of-range");
        }
    }

    @Test
    void decide_valueThatTheRulesCannotUse_isAViolationWithARemedy() throws IOException {
        Trees.copy(Path.of("..", "rules", "contact-policy"), site.rules().resolve("contact-policy"));
        String overrides = """
                , "with": {"thresholds": {"contact-policy": {"quiet-hours.begin": "%s", "quiet-hours.end": "07:30",
                    "quiet-hours.channels": ["%s"]}}}}""";
        try (TestServer server = site.start()) {
            JsonNode problem = json(
                    server.decide(account("acme", 850).replaceFirst("}$", overrides.formatted("25:00", "pigeon"))));
            assertThat(problem.path("status").asInt()).as(problem.toString()).isEqualTo(422);
            assertThat(problem.path("violations").findValuesAsText("pointer"))
                    .containsExactly(
                            "/with/thresholds/contact-policy/quiet-hours.begin",
                            "/with/thresholds/contact-policy/quiet-hours.channels");
            assertThat(problem.at("/violations/0/detail").asText())
                    .isEqualTo(
                            "The value of the threshold quiet-hours.begin does not fit the rule quiet-hours.by-clock:"
                                    + " Here is wanted a time of day, but stands \"25:00\".");
            assertThat(problem.at("/violations/0/suggestion").asText()).contains("such as 21:00");

            HttpResponse<String> sound =
                    server.decide(account("acme", 850).replaceFirst("}$", overrides.formatted("20:15", "email")));
            assertThat(sound.statusCode()).as(sound.body()).isEqualTo(200);
        }
    }

    @Test
    void decide_previewsOfEveryKind_changeNoLaterDecision() throws IOException {
        Trees.copy(Path.of("..", "rules", "contact-policy"), site.rules().resolve("contact-policy"));
        Trees.copy(Path.of("src/test/packs/cells/loyalty"), site.rules().resolve("loyalty"));
        String customer =
                "{\"customer\": {\"id\": \"ann\"}, \"purchases\": [{\"id\": \"1\", \"time\": \"2026-05-01\", \"amount\": 20}]";
        String table = """
                {"metric": "rfm", "method": "fixed", "probabilities": [], "population": 0, "currency": "USD",
                 "definition": {"events": "purchases", "monetary": "total", "lookBack": null},
                 "cuts": {"recency": [10, 20, 30, 40], "frequency": [1, 1, 1, 2], "monetary": [5, 10, 15, 21]},
                 "computedAt": "2026-05-01T00:00:00Z"}""";
        List<String> previews = List.of(
                preview("900"),
                account("acme", 850).replaceFirst("}$", ", \"with\": {\"policy\": {\"perDecision\": {\"phone\": 0}}}}"),
                customer + ", \"with\": {\"cutTables\": {\"rfm\": " + table + "}}}");
        try (TestServer server = site.start()) {
            JsonNode account = withoutId(server.decide(account("acme", 850)));
            JsonNode bought = withoutId(server.decide(customer + "}"));
            for (String preview : previews) {
                HttpResponse<String> answer = server.decide(preview);
                assertThat(json(answer).at("/preview/differences"))
                        .as(answer.body())
                        .isNotEmpty();

                assertThat(withoutId(server.decide(account("acme", 850)))).isEqualTo(account);
                assertThat(withoutId(server.decide(customer + "}"))).isEqualTo(bought);
            }
        }
    }

    @Test
    void decide_tokenOfAnApplicationAndOtherFaults_forbiddenAndToldNothingOfThresholds() throws IOException {
        NewToken application = NewToken.of("crm", List.of(Role.APPLICATION), new Random(1));
        NewToken analyst = NewToken.of("ann", List.of(Role.ANALYST), new Random(2));
        NewToken operator = NewToken.of("olga", List.of(Role.OPERATOR), new Random(3));
        String overrides = ", \"x\": 1, \"with\": {\"thresholds\": {\"size\": {\"size.large-from\": 0, \"size\": 1}}}}";
        String guessed = account("acme", 850).replaceFirst("}$", overrides);
        try (TestServer server = site.start(application, analyst, operator)) {
            for (String body : List.of(guessed, guessed.replace("{\"size\": {", "{\"size\": 5, \"sizes\": {"))) {
                HttpResponse<String> forbidden = server.send(as(application, post(server, "application/json", body)));
                assertThat(forbidden.statusCode()).as(forbidden.body()).isEqualTo(403);
                assertThat(forbidden.body()).doesNotContain("size");
                assertThat(server.send(as(application, post(server, "application/x-ndjson", body)))
                                .body())
                        .contains("\"status\":403")
                        .doesNotContain("size");
            }
            assertThat(server.send(as(operator, server.request("/metrics"))).body())
                    .contains("drover_decisions_total{outcome=\"preview-refused\"} 4.0");
            HttpResponse<String> told = server.send(as(analyst, post(server, "application/json", guessed)));
            assertThat(json(told).path("violations").findValuesAsText("code"))
                    .containsExactly("unknown-field", "out-of-range", "unknown-threshold");
            HttpResponse<String> beside = server.send(as(
                    analyst,
                    post(
                            server,
                            "application/json",
                            guessed.replace(
                                    "\"with\": {", "\"with\": {\"policy\": {\"perDecision\": {\"email\": -3}}, "))));
            assertThat(json(beside).path("violations").findValuesAsText("pointer"))
                    .contains("/with/policy/perDecision/email", "/with/thresholds/size/size");
        }
    }

    @Test
    void decide_tokenOfAnApplication_forbiddenAlsoInAStreamAndBehindEscapes() throws IOException {
        NewToken application = NewToken.of("crm", List.of(Role.APPLICATION), new Random(1));
        NewToken analyst = NewToken.of("ann", List.of(Role.ANALYST), new Random(2));
        try (TestServer server = site.start(application, analyst)) {
            HttpResponse<String> forbidden =
                    server.send(as(application, post(server, "application/json", preview("900"))));
            assertThat(forbidden.statusCode()).isEqualTo(403);
            assertThat(forbidden.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("scope=\"analyst\"");
            String escaped = preview("900").replace("\"with\"", "\"wit\\u0068\"");
            assertThat(server.send(as(application, post(server, "application/json", escaped)))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.send(as(analyst, post(server, "application/json", escaped)))
                            .statusCode())
                    .isEqualTo(200);

            String lines = account("a", 1) + "\n" + preview("900") + "\n" + account("b", 2) + "\n";
            List<String> answers = server.send(as(application, post(server, "application/x-ndjson", lines)))
                    .body()
                    .lines()
                    .toList();
            assertThat(answers).hasSize(3);
            assertThat(json(answers.get(1)).at("/problem/status").asInt()).isEqualTo(403);
            assertThat(json(answers.get(2)).at("/subject/id").asText()).isEqualTo("b");
        }
    }

    private static HttpRequest.Builder post(TestServer server, String mediaType, String body) {
        return server.request("/v1/decisions").header("Content-Type", mediaType).POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder as(NewToken token, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token.token());
    }

    @Test
    void stream_previewsAmongDecisions_eachInItsPlace() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(i % 3 == 0 ? preview(String.valueOf(800 + i % 40)) : account("acme", 850));
        }
        try (TestServer server = site.start()) {
            List<String> answers = server.send(post(server, "application/x-ndjson", String.join("\n", lines)))
                    .body()
                    .lines()
                    .toList();

            assertThat(answers).hasSize(300);
            for (int i = 0; i < 300; i++) {
                JsonNode answer = json(answers.get(i));
                assertThat(answer.has("preview")).as("line %d", i).isEqualTo(i % 3 == 0);
                assertThat(answer.at("/classifications/size").asText()).isEqualTo("large");
            }
        }
    }

    @Test
    void decide_offline_printsThePreview() throws IOException {
        Path request = Files.writeString(directory.resolve("request.json"), account("acme", 850));
        Path with = Files.writeString(
                directory.resolve("with.json"), "{\"thresholds\": {\"size\": {\"size.large-from\": 900}}}");

        assertThat(site.runBare(
                        "decide", request.toString(), "--rules", site.rules().toString(), "--with", with.toString()))
                .isZero();
        assertThat(json(site.out())
                        .at("/preview/thresholds/size/size.large-from/to")
                        .asInt())
                .isEqualTo(900);
        assertThat(json(site.out()).at("/classifications/size").asText()).isEqualTo("small");
    }
}
