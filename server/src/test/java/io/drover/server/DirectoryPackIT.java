package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.pack;
import static io.drover.server.DeploymentSite.push;
import static io.drover.server.DeploymentSite.put;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.audit.AuditVerification;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs of the rules directory that operators roll back, pin, unpin and force. */
class DirectoryPackIT {

    private static final String REVISIONS = "/v1/packs/size/revisions";

    private final DeploymentSite site;

    DirectoryPackIT(@TempDir Path directory) throws IOException {
        this.site = new DeploymentSite(directory);
    }

    @Test
    void directoryPack_pushedOrRolledBack_pushIsAConflictAndTheRollBackIsPinned() throws Exception {
        site.settings.put(Setting.PACK_SOURCE, "directory");
        Path size = site.rules().resolve("size");
        Trees.copy(site.folder("size", 100), size);
        String first;
        String second;
        try (TestServer server = site.start()) {
            first = pack(server, "size").path("active").path("revision").asText();
            assertThat(push(server, REVISIONS, site.pack("size", 200)).statusCode())
                    .isEqualTo(409);
            assertThat(push(server, REVISIONS + "?dryRun=true", site.pack("size", 200))
                            .statusCode())
                    .isEqualTo(200);
            Trees.delete(size);
            Trees.copy(site.folder("size", 200), size);
            Waiting.until(() -> decided(server).equals("small"));
            second = pack(server, "size").path("active").path("revision").asText();

            String noPin = "{\"revision\": \"" + first + "\", \"reason\": \"r\", \"pin\": false}";
            assertThat(server.send(put(server, "size", noPin, second)).statusCode())
                    .isEqualTo(422);
            JsonNode back = json(activate(server, "size", first, second));
            assertThat(back.path("pinned").asBoolean()).as(back.toString()).isTrue();
            assertThat(back.path("pin").path("reason").asText()).isEqualTo("a test");
            assertThat(back.path("waitingRevision").asText()).isEqualTo(second);
            assertThat(decided(server)).isEqualTo("large");

            Trees.delete(size);
            Trees.copy(site.folder("size", 300), size);
            Waiting.until(
                    () -> !pack(server, "size").path("waitingRevision").asText().equals(second));
            assertThat(pack(server, "size").path("active").path("revision").asText())
                    .isEqualTo(first);
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).as("pinned across a restart").isEqualTo("large");
            assertThat(pack(server, "size").path("pinned").asBoolean()).isTrue();

            HttpResponse<String> unpinned = server.send(
                    server.request("/v1/packs/size/pin?reason=settled").DELETE());
            assertThat(unpinned.statusCode()).isEqualTo(200);
            assertThat(json(unpinned).path("pinned").asBoolean(true)).isFalse();
            assertThat(decided(server)).isEqualTo("small");
            assertThat(events(server)).containsExactly("activation", "activation", "rollback", "unpin", "activation");
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void directoryPack_refusedByItsScenarios_servesWhenForcedAndAfterARestart() throws Exception {
        site.settings.put(Setting.PACK_SOURCE, "directory");
        Path size = site.rules().resolve("size");
        Trees.copy(site.folder("size", 100), size);
        try (TestServer server = site.start()) {
            String first = pack(server, "size").path("active").path("revision").asText();
            Path thresholds = size.resolve("thresholds.csv");
            Files.writeString(thresholds, Files.readString(thresholds).replace("integer,100", "integer,200"));
            Waiting.until(() ->
                    pack(server, "size").at("/lastAttempt/outcome").asText().equals("refused"));
            String refused = pack(server, "size").at("/lastAttempt/revision").asText();
            assertThat(server.get("/v1/packs/size/diff?to=" + refused).body()).contains("goes from 100 to 200");
            assertThat(activate(server, "size", refused, first).statusCode()).isEqualTo(422);

            String forced = "{\"revision\": \"" + refused + "\", \"force\": true, \"reason\": \"it burns\"}";
            HttpResponse<String> done = server.send(put(server, "size", forced, first));
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(json(done).path("pinned").asBoolean(true)).isFalse();
            assertThat(json(done).path("waiting").asBoolean(true)).isFalse();
            assertThat(decided(server)).isEqualTo("small");
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("small");
            assertThat(events(server)).containsExactly("activation", "rejection", "rejection", "activation");
        }
    }
}
