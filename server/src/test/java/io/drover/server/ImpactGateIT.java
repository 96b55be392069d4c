package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.push;
import static io.drover.server.DeploymentSite.pushed;
import static io.drover.server.DeploymentSite.put;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack with an impact budget at the gate, and comparisons of revisions over HTTP. */
class ImpactGateIT {

    private static final String NAME = "size";

    private final DeploymentSite site;

    ImpactGateIT(@TempDir Path directory) throws IOException {
        site = new DeploymentSite(directory);
        site.settings.put(Setting.DECISION_LOG, "whole");
    }

    @Test
    void push_moreWouldMoveThanTheBudgetAllows_blockedUntilForced() throws IOException {
        try (TestServer server = site.start()) {
            String first = pushed(server, NAME, site.pack(NAME, 100));
            assertThat(activate(server, NAME, first, null).statusCode()).isEqualTo(200);
            decide(server);

            HttpResponse<String> answer =
                    push(server, "/v1/packs/size/revisions", withBudget(180, "taxonomies: {size: 20 %}"));

            JsonNode record = json(answer);
            assertThat(record.path("outcome").asText()).as(answer.body()).isEqualTo("blocked");
            assertThat(record.path("steps").findValuesAsText("step")).endsWith("scenarios", "impact");
            JsonNode problem = record.path("problems").get(0);
            assertThat(problem.path("code").asText()).isEqualTo("impact-over-budget");
            assertThat(problem.path("message").asText())
                    .isEqualTo(
                            "In the taxonomy size 1 of 4 subjects would move: 25.00 %, and the budget is 20 % (1 from large to"
                                    + " small).");
            assertThat(problem.path("line").asInt()).isPositive();

            String second = record.path("revision").asText();
            assertThat(activate(server, NAME, second, first).statusCode()).isEqualTo(422);
            String force = "{\"revision\": \"" + second + "\", \"force\": true, \"reason\": \"they are meant to\"}";
            assertThat(server.send(put(server, NAME, force, first)).statusCode())
                    .isEqualTo(200);
            assertThat(DeploymentSite.decided(server)).isEqualTo("small");
            assertThat(server.get("/v1/audit").body()).contains("\"forced\":[\"impact\"]", "they are meant to");
        }
    }

    @Test
    void push_withinItsBudget_accepted() throws IOException {
        try (TestServer server = site.start()) {
            String first = pushed(server, NAME, site.pack(NAME, 100));
            activate(server, NAME, first, null);
            decide(server);

            JsonNode record = json(
                    push(server, "/v1/packs/size/revisions?dryRun=true", withBudget(180, "taxonomies: {size: 25 %}")));

            assertThat(record.path("outcome").asText()).isEqualTo("accepted");
            assertThat(record.path("steps").findValuesAsText("step")).contains("impact");
        }
    }

    @Test
    void push_nothingLogged_saysThatTheBudgetWasHeldAgainstNothing() throws IOException {
        site.settings.put(Setting.DECISION_LOG, "hash");
        try (TestServer server = site.start()) {
            byte[] budgeted = withBudget(100, "taxonomies: {size: 0 %}");
            String first = pushed(server, NAME, budgeted); // does not serve yet, so nobody can move
            assertThat(activate(server, NAME, first, null).statusCode()).isEqualTo(200);
            decide(server);

            JsonNode record =
                    json(push(server, "/v1/packs/size/revisions", withBudget(180, "taxonomies: {size: 0 %}")));

            assertThat(record.path("outcome").asText()).isEqualTo("accepted");
            assertThat(record.path("problems").findValuesAsText("code")).containsExactly("impact-unknown");
            assertThat(record.path("problems").findValuesAsText("severity")).containsExactly("information");
        }
    }

    @Test
    void impactAndDiff_ofKeptRevisions_toldWithoutChangingAnything() throws IOException {
        try (TestServer server = site.start()) {
            String first = pushed(server, NAME, site.pack(NAME, 100));
            activate(server, NAME, first, null);
            String second = pushed(server, NAME, site.pack(NAME, 180));
            decide(server);

            JsonNode impact = json(post(server, "/v1/packs/size/revisions/" + second + "/impact?examples=2"));
            JsonNode latest = json(post(server, "/v1/packs/size/revisions/" + second + "/impact?decisions=2"));
            JsonNode diff = json(server.get("/v1/packs/size/diff?to=" + second));

            assertThat(impact.path("requests").asInt()).isEqualTo(5);
            assertThat(impact.at("/impact/subjects").asInt()).isEqualTo(4);
            JsonNode moved = impact.at("/impact/aspects/0");
            assertThat(moved.path("name").asText()).isEqualTo("size");
            assertThat(moved.at("/moves/0/from").asText()).isEqualTo("large");
            assertThat(moved.at("/moves/0/examples").toString()).isEqualTo("[\"b\"]");
            assertThat(latest.path("requests").asInt()).isEqualTo(2);
            assertThat(diff.path("from").asText()).isEqualTo(first);
            assertThat(diff.at("/differences/0/sentence").asText())
                    .isEqualTo("The threshold size.large-from goes from 100 to 180 employees.");
            assertThat(DeploymentSite.decided(server)).isEqualTo("large");
        }
    }

    @Test
    void impactAndDiff_ofWhatIsNotKept_404() throws IOException {
        try (TestServer server = site.start()) {
            activate(server, NAME, pushed(server, NAME, site.pack(NAME, 100)), null);

            String unknown = "0".repeat(64);
            assertThat(post(server, "/v1/packs/size/revisions/" + unknown + "/impact")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/v1/packs/size/diff?to=" + unknown).statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/v1/packs/other/diff").statusCode()).isEqualTo(404);
            assertThat(post(server, "/v1/packs/size/revisions/" + unknown + "/impact?since=yesterday")
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    /** Four accounts, one of them twice. */
    private static void decide(TestServer server) {
        String last = "";
        for (String account : List.of("a 150", "b 170", "c 500", "d 50", "a 400")) {
            String[] words = account.split(" ", -1);
            last = LoggedSite.decide(server, words[0], Integer.parseInt(words[1]));
        }
        server.get("/v1/decisions/" + last); // once it is found, all are written
    }

    private byte[] withBudget(int employees, String budget) throws IOException {
        Path folder = site.folder(NAME, employees);
        Path manifest = folder.resolve("pack.yaml");
        Files.writeString(
                manifest, Files.readString(manifest) + "impact:\n  over: 7d\n  maximumMoved: {" + budget + "}\n");
        return Zips.of(folder);
    }

    private static HttpResponse<String> post(TestServer server, String path) {
        return server.send(server.request(path).POST(BodyPublishers.noBody()));
    }
}
