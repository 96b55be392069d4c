package io.drover.server;

import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.put;
import static io.drover.server.GitSite.pack;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One pack out of a git repository beside one of the rules directory: who is told to have changed what. */
class GitAndDirectoryIT {

    private static final String OLGA = "Olga Example <olga@example.com>";

    @TempDir
    Path directory;

    @Test
    void audit_changeOfBothSources_hasEachCauseAndTheAuthorOfHisOwnOnly() throws Exception {
        try (GitSite site = new GitSite(directory)) {
            RevCommit first = site.commitSize(100);
            Path other = site.site.rules().resolve("other");
            Trees.copy(site.site.folder("other", 10), other);
            try (TestServer server = site.start()) {
                JsonNode both = line(server);
                assertThat(both.path("changes").findValuesAsText("pack")).containsExactly("other", "size");
                assertThat(both.has("by")).isFalse();
                assertThat(both.has("reason")).isFalse();
                assertThat(both.path("detail").asText())
                        .startsWith("other: The rules directory has changed. size: Commit " + first.name())
                        .endsWith("By " + OLGA + ": \"Large accounts have 100 employees\".");

                site.commitSize(200);
                Waiting.until(() -> decided(server).equals("small"));
                assertThat(line(server).path("changes").findValuesAsText("pack"))
                        .containsExactly("size");
                assertThat(line(server).path("by").asText()).isEqualTo(OLGA);
            }
            Trees.delete(other);
            Trees.copy(site.site.folder("other", 20), other);
            try (TestServer server = site.start()) {
                JsonNode edited = line(server);
                assertThat(edited.path("changes").findValuesAsText("pack")).containsExactly("other");
                assertThat(edited.has("by")).isFalse();
                assertThat(edited.path("detail").asText()).isEqualTo("The rules directory has changed.");
            }
        }
    }

    @Test
    void waitingRevision_ofAPinnedPack_canBeLookedAtBeforeItServes() throws Exception {
        try (GitSite site = new GitSite(directory)) {
            site.commitSize(100);
            try (TestServer server = site.start()) {
                String revision = pack(server).at("/active/revision").asText();
                String pin = "{\"revision\": \"" + revision + "\", \"reason\": \"a freeze\", \"pin\": true}";
                server.send(put(server, "size", pin, revision));
                site.commitSize(200);
                Waiting.until(() -> pack(server).path("waiting").asBoolean());
                String waiting = pack(server).path("waitingRevision").asText();

                assertThat(json(server.get("/v1/packs/size/diff?to=" + waiting))
                                .at("/differences")
                                .toString())
                        .contains("goes from 100 to 200 employees");
                HttpResponse<String> impact =
                        server.send(server.request("/v1/packs/size/revisions/" + waiting + "/impact")
                                .POST(BodyPublishers.noBody()));
                assertThat(impact.statusCode()).as(impact.body()).isEqualTo(200);
            }
        }
    }

    private static JsonNode line(TestServer server) {
        return json(server.get("/v1/audit?limit=1")).at("/items/0");
    }
}
