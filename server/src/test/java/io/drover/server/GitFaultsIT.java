package io.drover.server;

import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.GitSite.pack;
import static io.drover.server.GitSite.problem;
import static io.drover.server.GitSite.read;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.config.Setting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** What becomes of packs out of a git repository when it cannot be read: the last good revision serves, and it is told why. */
class GitFaultsIT extends GitSiteTest {

    @Test
    void gitServer_goesAndComesBack_lastGoodServesMeanwhileAndAcrossARestart() throws Exception {
        RevCommit first = site.commitSize(100);
        try (GitHttpServer http = new GitHttpServer(site.work())) {
            site.settings.put(Setting.GIT_URL, http.url());
            try (TestServer server = site.start()) {
                assertThat(decided(server)).isEqualTo("large");
                int fetches = http.fetches();
                http.stop();
                Waiting.until(() -> problem(server).equals("git-unreachable"));
                assertThat(decided(server)).isEqualTo("large");
                assertThat(pack(server).at("/git/problem/message").asText()).contains(http.url());

                RevCommit next = site.commitSize(200);
                http.start();
                Waiting.until(() -> decided(server).equals("small"));
                assertThat(read(server)).isEqualTo(next.name());
                assertThat(problem(server)).isEmpty();
                assertThat(http.fetches()).isEqualTo(fetches + 1);
            }
            http.stop();
            try (TestServer server = site.start()) {
                assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
                assertThat(decided(server)).isEqualTo("small");
                assertThat(pack(server).at("/git/serving").asText()).isNotEqualTo(first.name());
            }
            Trees.delete(site.site.data().resolve("git"));
            try (TestServer server = site.start()) {
                assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
                assertThat(decided(server)).isEqualTo("small");
                assertThat(pack(server).at("/problems/0/code").asText()).isEqualTo("unreadable-folder");
                Waiting.until(() -> problem(server).equals("git-unreachable"));
                http.start();
                Waiting.until(() -> problem(server).isEmpty()
                        && pack(server).path("problems").isEmpty());
                assertThat(events(server)).doesNotContain("rollback");
            }
        }
    }

    @Test
    void start_gitServerGone_notReadyUntilItComes() throws Exception {
        site.commitSize(100);
        try (GitHttpServer http = new GitHttpServer(site.work())) {
            site.settings.put(Setting.GIT_URL, http.url());
            http.stop();
            try (TestServer server = site.start()) {
                assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
                assertThat(pack(server).at("/problems/0/message").asText()).contains("cannot be reached");
                http.start();
                Waiting.until(() -> server.get("/health/ready").statusCode() == 200);
                assertThat(decided(server)).isEqualTo("large");
            }
        }
    }

    @Test
    void history_rewritten_refusedUntilItIsMergedOrFollowed() throws Exception {
        site.commitSize(100);
        RevCommit second = site.commitSize(150);
        try (TestServer server = site.start()) {
            site.git.reset().setMode(ResetType.HARD).setRef("HEAD~1").call();
            RevCommit rewritten = site.commitSize(50);
            Waiting.until(
                    () -> pack(server).at("/git/problem/message").asText().contains("its commit " + rewritten.name()));

            assertThat(problem(server)).isEqualTo("git-rewritten");
            assertThat(decided(server)).isEqualTo("small");
            assertThat(pack(server).at("/git/problem/message").asText()).contains("go on from " + second.name());
            assertThat(read(server)).isEqualTo(second.name());
        }
        try (TestServer server = site.start()) {
            Waiting.until(() -> problem(server).equals("git-rewritten"));
            assertThat(decided(server)).isEqualTo("small");
        }
        Trees.delete(site.site.data().resolve("git/clone"));
        try (TestServer server = site.start()) {
            Waiting.until(() -> problem(server).equals("git-rewritten"));
            assertThat(decided(server)).isEqualTo("small");
        }
        site.settings.put(Setting.GIT_REWRITES, "follow");
        try (TestServer server = site.start()) {
            Waiting.until(() -> decided(server).equals("large"));
            Waiting.until(() -> problem(server).isEmpty());
        }
    }

    @Test
    void branch_deleted_servesOnUntilItIsBack() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            site.git.branchRename().setNewName("away").call();
            Waiting.until(() -> problem(server).equals("git-ref-missing"));
            assertThat(decided(server)).isEqualTo("large");
            site.git.branchRename().setNewName("main").call();
            Waiting.until(() -> problem(server).isEmpty());
        }
    }

    @Test
    void folder_goneInACommit_servesOnAndSaysSo() throws Exception {
        site.commitSize(100);
        Trees.copy(site.pack(), site.work().resolve("other/size"));
        site.commit("A copy");
        try (TestServer server = site.start()) {
            Files.move(site.pack(), site.pack().resolveSibling("sizes"));
            site.commit("Another name");
            Waiting.until(() -> !pack(server).path("problems").isEmpty());
            assertThat(pack(server).at("/problems/0/message").asText())
                    .contains("has no pack in the folder packs/size");
            assertThat(decided(server)).isEqualTo("large");

            Trees.delete(site.work().resolve("packs"));
            site.commit("No packs");
            Waiting.until(() -> problem(server).equals("git-folder-missing"));
            assertThat(decided(server)).isEqualTo("large");

            Files.createDirectories(site.pack().getParent());
            Trees.copy(site.work().resolve("other/size"), site.pack());
            site.commit("Back");
            Waiting.until(() ->
                    problem(server).isEmpty() && pack(server).path("problems").isEmpty());
        }
        assertThat(site.site.data().resolve("git/packs")).isDirectoryContaining("glob:**");
    }

    @Test
    void killedFetch_leavesLocksAndHalfAClone_isReadAllTheSame() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
        }
        Path clone = site.site.data().resolve("git/clone");
        Files.createDirectories(clone.resolve("refs/drover"));
        Files.writeString(clone.resolve("refs/drover/fetched.lock"), "");
        Files.writeString(clone.resolve("objects/incoming_1.pack"), "PACK");
        RevCommit next = site.commitSize(200);
        try (TestServer server = site.start()) {
            Waiting.until(() -> decided(server).equals("small"));
            assertThat(read(server)).isEqualTo(next.name());
        }
        try (Stream<Path> packs = Files.list(clone.resolve("objects/pack"))) {
            for (Path pack : packs.toList()) {
                Files.delete(pack);
                Files.writeString(pack, "torn");
            }
        }
        RevCommit last = site.commitSize(90);
        try (TestServer server = site.start()) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            Waiting.until(() -> decided(server).equals("large"));
            Waiting.until(() -> read(server).equals(last.name()));
            assertThat(problem(server)).isEmpty();
        }
    }

    @Test
    void fetch_largerThanItMayBe_refused() throws Exception {
        site.commitSize(100);
        site.settings.put(Setting.GIT_MAX_FETCH, "1MiB");
        byte[] noise = new byte[2 << 20];
        new Random(7).nextBytes(noise);
        try (TestServer server = site.start()) {
            Files.write(site.work().resolve("noise.bin"), noise);
            site.commit("Noise");
            Waiting.until(() -> problem(server).equals("git-too-large"));
            assertThat(decided(server)).isEqualTo("large");
        }
    }

    @Test
    void gitServer_thatIsSilent_holdsUpNothing() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
        }
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            site.settings.put(Setting.GIT_URL, "http://localhost:" + silent.getLocalPort() + "/rules.git");
            site.settings.put(Setting.GIT_TIMEOUT, "1s");
            try (TestServer server = site.start()) {
                assertThat(decided(server)).isEqualTo("large");
                SizePack.copy(site.site.rules(), "other");
                Waiting.until(() -> server.get("/v1/packs/other").statusCode() == 200);
                Waiting.until(() -> List.of("git-timeout", "git-unreachable").contains(problem(server)));
                assertThat(decided(server)).isEqualTo("large");
            }
        }
    }

    @Test
    void rulesDirectory_gone_keepsItsPacksWhileGitGoesOn() throws Exception {
        site.commitSize(100);
        SizePack.copy(site.site.rules(), "other");
        try (TestServer server = site.start()) {
            assertThat(server.get("/v1/packs/other").statusCode()).isEqualTo(200);
            Files.move(site.site.rules(), directory.resolve("away"));
            Waiting.until(
                    () -> !json(server.get("/v1/packs/other")).path("problems").isEmpty());
            site.commitSize(200);
            Waiting.until(() -> decided(server).equals("small"));
            assertThat(json(server.get("/v1/packs/other")).path("active").isNull())
                    .isFalse();
        }
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("small");
            assertThat(json(server.get("/v1/packs/other")).path("active").isNull())
                    .isFalse();
            Files.move(directory.resolve("away"), site.site.rules());
            Waiting.until(
                    () -> json(server.get("/v1/packs/other")).path("problems").isEmpty());
        }
    }

    @Test
    void history_rewrittenThenMerged_isRead() throws Exception {
        site.commitSize(100);
        RevCommit second = site.commitSize(150);
        try (TestServer server = site.start()) {
            site.git.reset().setMode(ResetType.HARD).setRef("HEAD~1").call();
            site.commitSize(50);
            Waiting.until(() -> problem(server).equals("git-rewritten"));

            site.git
                    .merge()
                    .include(second)
                    .setStrategy(MergeStrategy.OURS)
                    .setCommit(true)
                    .setMessage("Both")
                    .call();
            Waiting.until(() -> decided(server).equals("large"));
            assertThat(problem(server)).isEmpty();
        }
    }

    @Test
    void stop_whileTheGitServerIsSilent_doesNotWaitForIt() throws Exception {
        site.commitSize(100);
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
        }
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            site.settings.put(Setting.GIT_URL, "http://localhost:" + silent.getLocalPort() + "/rules.git");
            site.settings.put(Setting.GIT_TIMEOUT, "1h");
            site.settings.put(Setting.STOP_TIMEOUT, "1h");
            TestServer server = site.start();
            try (Socket asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                server.close();
            }
            assertThat(server.server().isReady()).isTrue();
        }
    }
}
