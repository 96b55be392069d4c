package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.pack;
import static io.drover.server.DeploymentSite.push;
import static io.drover.server.DeploymentSite.pushed;
import static io.drover.server.DeploymentSite.put;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.access.NewToken;
import io.drover.server.access.Role;
import io.drover.server.audit.AuditVerification;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that are pushed, activated and rolled back. */
class DeploymentIT {

    private static final String REVISIONS = "/v1/packs/size/revisions";

    private final Path directory;
    private final DeploymentSite site;

    DeploymentIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.site = new DeploymentSite(directory);
    }

    @Test
    void push_thenActivateThenRollBack_servesAsWantedAcrossARestart() throws Exception {
        String first;
        String second;
        try (TestServer server = site.start()) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
            HttpResponse<String> answer = push(server, REVISIONS + "?reason=the%20beginning", site.pack("size", 100));
            assertThat(answer.statusCode()).isEqualTo(201);
            JsonNode record = json(answer);
            first = record.path("revision").asText();
            assertThat(answer.headers().firstValue("Location")).hasValue(REVISIONS + "/" + first);
            assertThat(record.path("outcome").asText()).isEqualTo("accepted");
            assertThat(record.path("reason").asText()).isEqualTo("the beginning");
            assertThat(record.path("steps").findValuesAsText("step"))
                    .containsExactly("read", "allow-list", "compile", "scan", "load", "lint", "scenarios");
            assertThat(pack(server, "size").path("waiting").asBoolean()).isTrue();
            assertThat(pack(server, "size").path("active").isNull()).isTrue();

            HttpResponse<String> active = activate(server, "size", first, null);
            assertThat(active.statusCode()).as(active.body()).isEqualTo(200);
            assertThat(active.headers().firstValue("ETag")).hasValue('"' + first + '"');
            assertThat(json(active).path("waiting").asBoolean(true)).isFalse();
            assertThat(json(active).path("from").asText()).isEqualTo("api");
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("large");

            second = pushed(server, "size", site.pack("size", 200));
            JsonNode waiting = pack(server, "size");
            assertThat(waiting.path("waitingRevision").asText())
                    .as(waiting.toString())
                    .isEqualTo(second);
            assertThat(decided(server)).isEqualTo("large");
            activate(server, "size", second, first);
            assertThat(decided(server)).isEqualTo("small");
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("small");
            assertThat(pack(server, "size").path("active").path("revision").asText())
                    .isEqualTo(second);

            assertThat(activate(server, "size", first, second).statusCode()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("large");
            JsonNode revisions = json(server.get(REVISIONS));
            assertThat(revisions.path("items").findValuesAsText("revision")).containsExactlyInAnyOrder(first, second);
            assertThat(json(server.get(REVISIONS + "/" + first))
                            .path("activatedAt")
                            .asText())
                    .isEqualTo(TestServer.NOW.toString());
            assertThat(server.get(REVISIONS + "/77").statusCode()).isEqualTo(404);
            assertThat(events(server)).containsExactly("push", "activation", "push", "activation", "rollback");
            JsonNode last = json(server.get("/v1/audit?limit=1"));
            assertThat(last.at("/items/0/reason").asText()).isEqualTo("a test");
            assertThat(last.at("/items/0/changes/0/from").asText()).isEqualTo(second);
            assertThat(last.at("/items/0/changes/0/to").asText()).isEqualTo(first);
            JsonNode before = json(
                    server.get("/v1/audit?limit=1&cursor=" + last.path("next").asText()));
            assertThat(before.at("/items/0/event").asText()).isEqualTo("activation");
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void push_badPack_refusedWithAllProblemsAndNothingIsKept() throws IOException {
        Path folder = site.folder("size", 100);
        Files.writeString(
                folder.resolve("size.drl"),
                Files.readString(folder.resolve("size.drl")).replace("employees >=", "employes >="));
        Files.writeString(folder.resolve("pack.yaml"), Files.readString(folder.resolve("pack.yaml")) + "colour: red\n");
        try (TestServer server = site.start()) {
            HttpResponse<String> dry = push(server, REVISIONS + "?dryRun=true", Zips.of(folder));
            assertThat(dry.statusCode()).isEqualTo(200);
            assertThat(json(dry).path("outcome").asText()).isEqualTo("refused");
            assertThat(events(server)).isEmpty();

            HttpResponse<String> answer = push(server, REVISIONS, Zips.of(folder));

            assertThat(answer.statusCode()).isEqualTo(422);
            JsonNode problem = json(answer);
            assertThat(problem.path("type").asText()).isEqualTo("/problems/pack-refused");
            assertThat(problem.at("/revisions/0/problems").findValuesAsText("file"))
                    .contains("pack.yaml", "size.drl");
            assertThat(problem.at("/revisions/0/problems").findValuesAsText("line"))
                    .doesNotContain("null");
            assertThat(json(server.get(REVISIONS)).path("items")).isEmpty();
            assertThat(events(server)).containsExactly("rejection");
            assertThat(site.data().resolve("incoming")).isEmptyDirectory();
        }
    }

    @Test
    void push_scenariosFail_keptAndServesOnlyWhenForced() throws IOException {
        try (TestServer server = site.start()) {
            String good = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", good, null);
            Path folder = site.folder("size", 100);
            Path thresholds = folder.resolve("thresholds.csv");
            Files.writeString(thresholds, Files.readString(thresholds).replace("integer,100", "integer,200"));
            HttpResponse<String> answer = push(server, REVISIONS, Zips.of(folder));
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(json(answer).path("outcome").asText()).isEqualTo("blocked");
            String revision = json(answer).path("revision").asText();
            assertThat(json(server.get("/v1/audit?limit=1"))
                            .at("/items/0/detail")
                            .asText())
                    .matches("Refused at scenarios, with \\d+ errors?\\. It is kept, .*");

            HttpResponse<String> refused = activate(server, "size", revision, good);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(json(refused).at("/revisions/0/problems").findValuesAsText("code"))
                    .contains("scenario-failed");
            assertThat(decided(server)).isEqualTo("large");

            String noReason = "{\"revision\": \"" + revision + "\", \"force\": true}";
            assertThat(server.send(put(server, "size", noReason, good)).statusCode())
                    .isEqualTo(422);
            String forced = "{\"revision\": \"" + revision + "\", \"force\": true, \"reason\": \"it burns\"}";
            HttpResponse<String> done = server.send(put(server, "size", forced, good));
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("small");
            JsonNode entry = json(server.get("/v1/audit?limit=1")).at("/items/0");
            assertThat(entry.path("forced").path(0).asText()).isEqualTo("scenarios");
            assertThat(entry.path("reason").asText()).isEqualTo("it burns");
            assertThat(events(server)).containsExactly("push", "activation", "rejection", "rejection", "activation");
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).as("what was forced stays so").isEqualTo("small");
        }
    }

    @Test
    void activate_cannotBeWritten_notRecordedAndTheOldServes() throws Exception {
        try (TestServer server = site.start()) {
            String first = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", first, null);
            String second = pushed(server, "size", site.pack("size", 200));
            Path lastGood = site.data().resolve("last-good.json");
            Path aside = Files.move(lastGood, site.data().resolve("aside"));
            Files.createDirectories(lastGood.resolve("in the way"));

            HttpResponse<String> refused = activate(server, "size", second, first);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).path("type").asText()).isEqualTo("/problems/not-recorded");
            assertThat(decided(server)).isEqualTo("large");
            assertThat(pack(server, "size").path("active").path("revision").asText())
                    .isEqualTo(first);
            assertThat(events(server)).containsExactly("push", "activation", "push", "activation", "undone");

            Trees.delete(lastGood);
            Files.move(aside, lastGood);
            assertThat(activate(server, "size", second, first).statusCode()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("small");
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void clock_setBack_orderStaysWhatItWas() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(TestServer.NOW);
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        String second;
        try (TestServer server = TestServer.start(site.settings, DeploymentSite.ENGINE, clock)) {
            String first = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", first, null);
            now.set(TestServer.NOW.minusSeconds(100_000));
            second = pushed(server, "size", site.pack("size", 200));
            assertThat(pack(server, "size").path("waitingRevision").asText()).isEqualTo(second);
            activate(server, "size", second, first);
            assertThat(json(server.get(REVISIONS)).at("/items/0/revision").asText())
                    .isEqualTo(second);
        }
        now.set(TestServer.NOW.minusSeconds(200_000));
        try (TestServer server = TestServer.start(site.settings, DeploymentSite.ENGINE, clock)) {
            assertThat(pack(server, "size").path("active").path("revision").asText())
                    .isEqualTo(second);
            assertThat(events(server)).containsExactly("push", "activation", "push", "activation");
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void roles_analystsDryRunAndRead_operatorsDoTheRest() throws IOException {
        NewToken analyst = NewToken.of("ann", List.of(Role.ANALYST), new Random(2));
        NewToken operator = NewToken.of("olga", List.of(Role.OPERATOR), new Random(3));
        Path tokens = Files.writeString(directory.resolve("tokens.yaml"), analyst.entry() + "\n" + operator.entry());
        site.settings.put(Setting.TOKENS, tokens.toString());
        byte[] zip = site.pack("size", 100);
        try (TestServer server = site.start()) {
            Map<String, Integer> asAnalyst = Map.of(REVISIONS + "?dryRun=true", 200, REVISIONS, 403);
            asAnalyst.forEach((path, code) -> assertThat(server.send(server.request(path)
                                    .header("Content-Type", "application/zip")
                                    .header("Authorization", "Bearer " + analyst.token())
                                    .POST(BodyPublishers.ofByteArray(zip)))
                            .statusCode())
                    .as(path)
                    .isEqualTo(code));
            HttpResponse<String> pushed = server.send(server.request(REVISIONS)
                    .header("Content-Type", "application/zip")
                    .header("Authorization", "Bearer " + operator.token())
                    .POST(BodyPublishers.ofByteArray(zip)));
            assertThat(json(pushed).path("by").asText()).isEqualTo("olga");
            String body = "{\"revision\": \"" + json(pushed).path("revision").asText() + "\", \"reason\": \"r\"}";
            assertThat(server.send(put(server, "size", body, null).header("Authorization", "Bearer " + analyst.token()))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.send(put(server, "size", body, null)
                                    .header("Authorization", "Bearer " + operator.token()))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> audit =
                    server.send(server.request("/v1/audit").header("Authorization", "Bearer " + analyst.token()));
            assertThat(json(audit).path("items").findValuesAsText("by")).containsOnly("olga");
        }
    }
}
