package io.drover.server;

import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.GitSite.pack;
import static io.drover.server.GitSite.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a git server and a repository can take of the server's time, memory and disk, if they want to: no more than is stated. */
class GitBoundsIT extends GitSiteTest {

    @Test
    void gitServer_thatDripsItsHeader_holdsUpNothingAndIsTold() throws Exception {
        site.commitSize(100);
        site.settings.put(Setting.GIT_TIMEOUT, "1s");
        try (DrippingServer dripping = new DrippingServer()) {
            site.settings.put(Setting.GIT_URL, dripping.url());
            try (TestServer server = site.start()) {
                assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
                assertThat(problem(server)).isEqualTo("git-timeout");
                SizePack.copy(site.site.rules(), "other");
                Waiting.until(() -> server.get("/v1/packs/other").statusCode() == 200);
            }
        }
    }

    @Test
    void packs_moreThanMayBe_refusedWithNothingLeftBehind() throws Exception {
        site.settings.put(Setting.PACK_SOURCE, "git");
        site.commitSize(100);
        try (TestServer server = site.start()) {
            for (int i = 0; i < 200; i++) {
                Path pack = Files.createDirectories(site.work().resolve("packs/p" + i));
                Files.writeString(pack.resolve("pack.yaml"), "format: 1");
            }
            site.commit("Far too many");
            Waiting.until(() -> problem(server).equals("git-too-large"));
            assertThat(pack(server).at("/git/problem/message").asText()).contains("more than 200");
            assertThat(decided(server)).isEqualTo("large");
            try (Stream<Path> kept = Files.list(site.site.data().resolve("git/packs"))) {
                assertThat(kept).hasSize(1);
            }
        }
    }
}
