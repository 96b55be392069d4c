package io.drover.server;

import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.push;
import static io.drover.server.DeploymentSite.put;
import static io.drover.server.GitSite.pack;
import static io.drover.server.GitSite.problem;
import static io.drover.server.GitSite.read;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.audit.AuditVerification;
import io.drover.server.config.Setting;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Packs out of a git repository: a merge is a deployment. */
class GitIT extends GitSiteTest {

    @Test
    void merge_soundPack_servesWithItsCommitInRecordAndAudit() throws Exception {
        RevCommit first = site.commitSize(100);
        try (TestServer server = site.start()) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("large");
            JsonNode begin = pack(server);
            assertThat(begin.path("from").asText()).isEqualTo("git");
            assertThat(begin.path("source").asText()).isEqualTo("packs/size");
            assertThat(begin.at("/git/serving").asText()).isEqualTo(first.name());
            assertThat(begin.at("/git/ref").asText()).isEqualTo("main");
            assertThat(begin.at("/git/problem").isNull()).isTrue();

            site.git.checkout().setCreateBranch(true).setName("next").call();
            RevCommit change = site.commitSize(200);
            site.git.checkout().setName("main").call();
            site.git
                    .merge()
                    .include(change)
                    .setFastForward(FastForwardMode.NO_FF)
                    .setCommit(false)
                    .call();
            RevCommit merge = site.commit("Merge: fewer large accounts");
            Waiting.until(() -> decided(server).equals("small"));

            JsonNode after = pack(server);
            assertThat(after.at("/git/serving").asText()).isEqualTo(merge.name());
            assertThat(after.at("/git/read/message").asText()).isEqualTo("Merge: fewer large accounts");
            assertThat(after.at("/git/lastFetchAt").asText()).isEqualTo(TestServer.NOW.toString());
            String revision = after.at("/active/revision").asText();
            JsonNode record = json(server.get("/v1/packs/size/revisions/" + revision));
            assertThat(record.path("commit").asText()).isEqualTo(merge.name());
            assertThat(record.path("by").asText()).isEqualTo("Olga Example <olga@example.com>");
            assertThat(record.path("reason").asText()).isEqualTo("Merge: fewer large accounts");
            assertThat(record.path("source").asText()).isEqualTo("git");
            JsonNode line = json(server.get("/v1/audit?limit=1")).at("/items/0");
            assertThat(line.path("by").asText()).isEqualTo("Olga Example <olga@example.com>");
            assertThat(line.path("reason").asText()).isEqualTo("Merge: fewer large accounts");
            assertThat(line.path("detail").asText()).contains(merge.name()).contains("of main in file://");
            assertThat(line.at("/changes/0/to").asText()).isEqualTo(revision);
            assertThat(events(server)).containsExactly("activation", "activation");
            assertThat(server.get("/metrics").body())
                    .contains("drover_git_fetches_total{outcome=\"failed\"} 0.0")
                    .contains("drover_git_last_fetch_timestamp_seconds 1.7");
        }
        assertThat(AuditVerification.of(site.site.data(), null).brokenLine()).isNull();
    }

    @Test
    void revision_ofTheSameFiles_isThatOfADirectory() throws Exception {
        site.commitSize(100);
        String revision;
        try (TestServer server = site.start()) {
            revision = pack(server).at("/active/revision").asText();
        }
        Trees.copy(site.pack(), site.site.rules().resolve("size"));
        site.settings.remove(Setting.PACK_SOURCES);
        site.settings.remove(Setting.GIT_URL);
        site.settings.put(Setting.DATA, directory.resolve("other").toString());

        try (TestServer server = site.start()) {
            assertThat(pack(server).at("/active/revision").asText()).isEqualTo(revision);
            assertThat(pack(server).has("git")).isFalse();
        }
    }

    @Test
    void merge_brokenPack_oldOneServesAndThePlaceIsTold() throws Exception {
        RevCommit first = site.commitSize(100);
        try (TestServer server = site.start()) {
            Path rules = site.pack().resolve("size.drl");
            Files.writeString(rules, Files.readString(rules).replace("employees >=", "employes >="));
            RevCommit broken = site.commit("A slip");
            Waiting.until(() -> !pack(server).path("problems").isEmpty());

            assertThat(decided(server)).isEqualTo("large");
            JsonNode pack = pack(server);
            assertThat(pack.at("/lastAttempt/outcome").asText()).isEqualTo("refused");
            assertThat(pack.at("/problems/0/file").asText()).isEqualTo("size.drl");
            assertThat(pack.at("/problems/0/line").asInt()).isPositive();
            assertThat(pack.at("/git/serving").asText()).isEqualTo(first.name());
            assertThat(pack.at("/git/read/commit").asText()).isEqualTo(broken.name());
            JsonNode line = json(server.get("/v1/audit?limit=1")).at("/items/0");
            assertThat(line.path("event").asText()).isEqualTo("rejection");
            assertThat(line.path("by").asText()).isEqualTo("Olga Example <olga@example.com>");
            assertThat(line.path("reason").asText()).isEqualTo("A slip");
            assertThat(line.path("detail").asText())
                    .startsWith("Refused at allow-list")
                    .endsWith("Commit " + broken.name() + ".");

            site.commitSize(200);
            Waiting.until(() -> decided(server).equals("small"));
            assertThat(pack(server).path("problems")).isEmpty();
        }
    }

    @Test
    void push_ofAPackFromGit_conflict() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            HttpResponse<String> answer = push(server, "/v1/packs/size/revisions", site.site.pack("size", 200));

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("comes from a git repository");
            assertThat(push(server, "/v1/packs/size/revisions?dryRun=true", site.site.pack("size", 200))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void pin_thenMerge_pinnedServesAndTheOtherWaits() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            String revision = pack(server).at("/active/revision").asText();
            server.send(put(
                    server,
                    "size",
                    "{\"revision\": \"" + revision + "\", \"reason\": \"a freeze\", \"pin\": true}",
                    revision));
            RevCommit next = site.commitSize(200);
            Waiting.until(() -> pack(server).path("waiting").asBoolean());

            JsonNode pack = pack(server);
            assertThat(decided(server)).isEqualTo("large");
            assertThat(pack.path("waitingRevision").asText())
                    .isNotEqualTo(revision)
                    .hasSize(64);
            assertThat(pack.at("/git/read/commit").asText()).isEqualTo(next.name());

            server.send(server.request("/v1/packs/size/pin?reason=over")
                    .header("If-Match", '"' + revision + '"')
                    .DELETE());
            assertThat(decided(server)).isEqualTo("small");
            assertThat(pack(server).at("/git/serving").asText()).isEqualTo(next.name());
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("small");
        }
    }

    @Test
    void rollBack_packFromGit_isPinnedAcrossARestart() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            String first = pack(server).at("/active/revision").asText();
            site.commitSize(200);
            Waiting.until(() -> decided(server).equals("small"));
            String second = pack(server).at("/active/revision").asText();
            DeploymentSite.activate(server, "size", first, second);

            assertThat(decided(server)).isEqualTo("large");
            assertThat(pack(server).path("pinned").asBoolean()).isTrue();
            assertThat(pack(server).path("waitingRevision").asText()).isEqualTo(second);
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
        }
    }

    @Test
    void links_inAPack_refusedWithTheirPlace() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            Files.createSymbolicLink(site.pack().resolve("scenarios/secret.yaml"), Path.of("/etc/passwd"));
            site.commit("A link");
            Waiting.until(() -> !pack(server).path("problems").isEmpty());

            assertThat(pack(server).at("/problems/0/code").asText()).isEqualTo("bad-git-entry");
            assertThat(pack(server).at("/problems/0/file").asText()).isEqualTo("scenarios/secret.yaml");
            assertThat(pack(server).at("/problems/0/message").asText()).contains("symbolic link");
            assertThat(decided(server)).isEqualTo("large");
        }
    }

    @Test
    void tag_moved_isRead() throws Exception {
        site.settings.put(Setting.GIT_REF, "live");
        RevCommit first = site.commitSize(100);
        site.git
                .tag()
                .setName("live")
                .setAnnotated(true)
                .setMessage("live")
                .setSigned(false)
                .call();
        try (TestServer server = site.start()) {
            assertThat(read(server)).isEqualTo(first.name());
            RevCommit second = site.commitSize(200);
            site.git
                    .tag()
                    .setName("live")
                    .setAnnotated(false)
                    .setForceUpdate(true)
                    .call();
            Waiting.until(() -> decided(server).equals("small"));
            assertThat(read(server)).isEqualTo(second.name());
        }
    }

    @Test
    void allPacks_fromGitByDefault_comeAndGoWithTheirFolders() throws Exception {
        site.settings.remove(Setting.PACK_SOURCES);
        site.settings.put(Setting.PACK_SOURCE, "git");
        site.commitSize(100);
        Files.createDirectories(site.work().resolve("packs/docs"));
        Files.createSymbolicLink(site.work().resolve("packs/docs/link"), Path.of("/etc/passwd"));
        Files.writeString(site.work().resolve("packs/README.md"), "Our packs.");
        Trees.copy(site.site.folder("other", 10), site.work().resolve("packs/other"));
        site.commit("Two packs");
        try (TestServer server = site.start()) {
            assertThat(json(server.get("/v1/packs")).at("/items").findValuesAsText("name"))
                    .containsExactly("other", "size");
            Trees.delete(site.work().resolve("packs/other"));
            site.commit("One pack");
            Waiting.until(() -> server.get("/v1/packs/other").statusCode() == 404);
            Trees.delete(site.pack());
            RevCommit none = site.commit("No pack");
            Waiting.until(
                    () -> read(server).equals(none.name()) || !problem(server).isEmpty());
            assertThat(decided(server)).isEqualTo("large");
        }
        Trees.delete(site.site.data().resolve("git"));
        site.settings.put(Setting.GIT_URL, "file://" + directory.resolve("nowhere"));
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
            Waiting.until(() -> problem(server).equals("git-not-found"));
        }
    }

    @Test
    void password_wrongThenRight_refusedThenRead() throws Exception {
        site.commitSize(100);
        try (GitHttpServer http = new GitHttpServer(site.work())) {
            http.require("drover:other");
            site.settings.put(Setting.GIT_URL, http.url());
            site.settings.put(Setting.GIT_USER, "drover");
            site.settings.put(Setting.GIT_PASSWORD, "secret word");
            try (TestServer server = site.start()) {
                assertThat(problem(server)).isEqualTo("git-refused");
                assertThat(pack(server).toString()).doesNotContain("secret word");
                http.require("drover:secret word");
                Waiting.until(() -> server.get("/health/ready").statusCode() == 200);
            }
        }
    }
}
