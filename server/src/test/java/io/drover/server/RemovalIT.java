package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.pack;
import static io.drover.server.DeploymentSite.pushed;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.audit.AuditVerification;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that are removed from what serves. */
class RemovalIT {

    private final DeploymentSite site;

    RemovalIT(@TempDir Path directory) throws IOException {
        this.site = new DeploymentSite(directory);
    }

    private static HttpResponse<String> remove(TestServer server, String name, String query, @Nullable String from) {
        HttpRequest.Builder request =
                server.request("/v1/packs/" + name + query).DELETE();
        return server.send(from == null ? request : request.header("If-Match", '"' + from + '"'));
    }

    @Test
    void remove_pack_servesNoMoreAlsoAfterARestartAndCanBeActivatedAgain() throws Exception {
        String size;
        try (TestServer server = site.start()) {
            size = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", size, null);
            assertThat(remove(server, "size", "?reason=r", size).statusCode())
                    .as("the only pack")
                    .isEqualTo(409);
            String weight = pushed(server, "weight", site.pack("weight", 100));
            activate(server, "weight", weight, null);
            assertThat(remove(server, "size", "", size).statusCode()).isEqualTo(422);
            assertThat(remove(server, "size", "?reason=r", null).statusCode()).isEqualTo(428);
            assertThat(remove(server, "size", "?reason=r", weight).statusCode()).isEqualTo(412);
            assertThat(remove(server, "siz", "?reason=r", null).statusCode()).isEqualTo(404);

            HttpResponse<String> done = remove(server, "size", "?reason=nobody%20asks%20for%20it", size);

            assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
            assertThat(decided(server)).isEmpty();
            assertThat(pack(server, "size").path("active").isNull()).isTrue();
            assertThat(remove(server, "size", "?reason=again", null).statusCode())
                    .as("it is so already")
                    .isEqualTo(204);
            assertThat(events(server))
                    .containsExactly("push", "activation", "push", "activation", "conflict", "removal");
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEmpty();
            assertThat(json(server.get("/v1/packs/size/revisions")).path("items"))
                    .hasSize(1);
            assertThat(activate(server, "size", size, null).statusCode()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("large");
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void remove_packOfTheDirectory_aConflictThatSaysWhere() throws Exception {
        site.settings.put(Setting.PACK_SOURCE, "directory");
        Trees.copy(site.folder("size", 100), site.rules().resolve("size"));
        try (TestServer server = site.start()) {
            String size = pack(server, "size").at("/active/revision").asText();
            HttpResponse<String> answer = remove(server, "size", "?reason=r", size);
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(decided(server)).isEqualTo("large");
        }
    }
}
