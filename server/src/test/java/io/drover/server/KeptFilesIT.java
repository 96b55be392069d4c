package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.pack;
import static io.drover.server.DeploymentSite.pushed;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.audit.AuditVerification;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept is damaged, lost, or cannot be written when the server starts again: it serves what it can, and says what is wrong. */
class KeptFilesIT {

    private final DeploymentSite site;

    KeptFilesIT(@TempDir Path directory) throws IOException {
        this.site = new DeploymentSite(directory);
    }

    /** Size and weight are active; the revision of size. */
    private String twoPacks() throws IOException {
        try (TestServer server = site.start()) {
            String size = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", size, null);
            activate(server, "weight", pushed(server, "weight", site.pack("weight", 100)), null);
            return size;
        }
    }

    private Path kept(String revision) {
        return site.data().resolve("revisions").resolve(revision);
    }

    private static List<String> codes(TestServer server) {
        return pack(server, "size").path("problems").findValuesAsText("code");
    }

    private static String active(TestServer server, String name) {
        return pack(server, name).at("/active/revision").asText("");
    }

    @Test
    void start_keptFilesAreLost_theOtherPacksServeUntilTheyAreBack() throws Exception {
        String size = twoPacks();
        Path aside = Files.move(kept(size), site.data().resolve("aside"));
        for (int start = 0; start < 2; start++) {
            try (TestServer server = site.start()) {
                assertThat(server.decide(DeploymentSite.MEDIUM).statusCode()).isEqualTo(200);
                assertThat(active(server, "weight")).isNotEmpty();
                assertThat(active(server, "size")).isEmpty();
                assertThat(codes(server)).contains("revision-lost");
                assertThat(server.server().whyNotReady()).contains("kept files of size are missing or damaged");
                assertThat(events(server)).endsWith("activation", "activation").hasSize(5);
            }
        }
        Files.move(aside, kept(size));
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
            assertThat(codes(server)).doesNotContain("revision-lost");
            assertThat(server.server().whyNotReady()).isEmpty();
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void start_aKeptFileIsADirectory_anotherRevisionCanBeActivated() throws Exception {
        String size = twoPacks();
        Path rules = kept(size).resolve("size/size.drl");
        Files.delete(rules);
        Files.createDirectory(rules);
        try (TestServer server = site.start()) {
            assertThat(codes(server)).contains("revision-lost");
            String other = pushed(server, "size", site.pack("size", 200));
            HttpResponse<String> answer = activate(server, "size", other, null);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer).path("problems").findValuesAsText("code")).doesNotContain("revision-lost");
            assertThat(decided(server)).isEqualTo("small");
            assertThat(active(server, "weight")).isNotEmpty();
            assertThat(server.server().whyNotReady()).isEmpty();
            JsonNode change = json(server.get("/v1/audit?limit=1")).at("/items/0/changes/0");
            assertThat(change.path("from").asText()).isEqualTo(size);
        }
    }

    @Test
    void start_thePolicyIsLost_nothingServesSinceNothingWouldBeWithheld() throws Exception {
        Path policy = site.rules().resolveSibling("contact-policy");
        Trees.copy(Path.of("../rules/contact-policy"), policy);
        String size;
        String lost;
        try (TestServer server = site.start()) {
            size = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", size, null);
            lost = pushed(server, "contact-policy", Zips.of(policy));
            activate(server, "contact-policy", lost, null);
        }
        Trees.delete(kept(lost));
        try (TestServer server = site.start()) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(server.server().whyNotReady()).contains("Without the policy nothing would be withheld");
            activate(server, "contact-policy", pushed(server, "contact-policy", Zips.of(policy)), null);
            assertThat(decided(server))
                    .as("with the policy, the others serve too")
                    .isEqualTo("large");
        }
    }

    @Test
    void start_whatServedLastIsDamagedOrGone_takenFromTheAudit() throws Exception {
        String size = twoPacks();
        Path lastGood = site.data().resolve("last-good.json");
        for (String damage : List.of("", "{\"rules\":\"", "[]", "gone")) {
            if (damage.equals("gone")) {
                Files.delete(lastGood);
            } else {
                Files.writeString(lastGood, damage, StandardOpenOption.TRUNCATE_EXISTING);
            }
            try (TestServer server = site.start()) {
                assertThat(decided(server)).as(damage).isEqualTo("large");
                assertThat(active(server, "size")).as(damage).isEqualTo(size);
                assertThat(active(server, "weight")).as(damage).isNotEmpty();
                assertThat(events(server)).as(damage).endsWith("repair").doesNotContain("undone");
            }
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void start_pinsAreLostWithTheFile_takenFromTheAudit() throws Exception {
        site.settings.put(Setting.PACK_SOURCE, "directory");
        Path size = site.rules().resolve("size");
        Trees.copy(site.folder("size", 100), size);
        try (TestServer server = site.start()) {
            String first = active(server, "size");
            Trees.delete(size);
            Trees.copy(site.folder("size", 200), size);
            Waiting.until(() -> decided(server).equals("small"));
            activate(server, "size", first, active(server, "size"));
            assertThat(json(server.get("/v1/audit?limit=1"))
                            .at("/items/0/changes/0/pinned")
                            .asBoolean())
                    .isTrue();
        }
        Files.writeString(site.data().resolve("last-good.json"), "");
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
            assertThat(pack(server, "size").at("/pin/reason").asText()).isEqualTo("a test");
        }
    }

    @Test
    void start_whichPacksServedTogetherIsLost_theyServe() throws Exception {
        twoPacks();
        Trees.delete(site.data().resolve("rule-sets"));
        Trees.delete(site.data().resolve("revision-records"));
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
            assertThat(active(server, "weight")).isNotEmpty();
        }
    }

    @Test
    void start_diskIsFull_theLastGoodServesAndCannotBeChanged() throws Exception {
        String size = twoPacks();
        AtomicBoolean isFull = new AtomicBoolean(true);
        try (TestServer server = site.start(path -> {
            if (isFull.get()) {
                throw new IOException("No space left on device");
            }
        })) {
            assertThat(decided(server)).isEqualTo("large");
            assertThat(active(server, "size")).isEqualTo(size);
            assertThat(codes(server)).contains("not-kept");
            HttpResponse<String> refused =
                    DeploymentSite.push(server, "/v1/packs/size/revisions", site.pack("size", 200));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).path("detail").asText()).contains("No space left on device");

            isFull.set(false);
            String second = pushed(server, "size", site.pack("size", 200));
            assertThat(activate(server, "size", second, size).statusCode()).isEqualTo(200);
            assertThat(codes(server)).doesNotContain("not-kept");
        }
    }

    @Test
    void start_auditCannotBeRead_servesAndIsNotChangedUntilItCan() throws Exception {
        String size = twoPacks();
        Path audit = site.data().resolve("audit.ndjson");
        Path aside = Files.move(audit, site.data().resolve("aside"));
        Files.createDirectory(audit);
        try (TestServer server = site.start()) {
            assertThat(decided(server)).isEqualTo("large");
            HttpResponse<String> refused =
                    DeploymentSite.push(server, "/v1/packs/size/revisions", site.pack("size", 200));
            assertThat(refused.statusCode()).isEqualTo(503);

            Files.delete(audit);
            Files.move(aside, audit);
            String second = pushed(server, "size", site.pack("size", 200));
            assertThat(activate(server, "size", second, size).statusCode()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("small");
        }
        assertThat(AuditVerification.of(site.data(), null).brokenLine()).isNull();
    }

    @Test
    void activate_blockedRevisionThatWasForcedButNotRecorded_isNotTakenForOneThatServed() throws Exception {
        AtomicBoolean isFull = new AtomicBoolean();
        try (TestServer server = site.start(path -> {
            if (isFull.get()
                    && path.toString().contains(".writing-")
                    && !path.toString().contains("revision")) {
                throw new IOException("No space left on device");
            }
        })) {
            String good = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", good, null);
            Path folder = site.folder("size", 100);
            Path thresholds = folder.resolve("thresholds.csv");
            Files.writeString(thresholds, Files.readString(thresholds).replace("integer,100", "integer,200"));
            String blocked = pushed(server, "size", Zips.of(folder));
            isFull.set(true);
            String forced = "{\"revision\": \"" + blocked + "\", \"force\": true, \"reason\": \"it burns\"}";
            assertThat(server.send(DeploymentSite.put(server, "size", forced, good))
                            .statusCode())
                    .isEqualTo(503);
            isFull.set(false);

            assertThat(activate(server, "size", blocked, good).statusCode())
                    .as("it never served, so the gate is asked")
                    .isEqualTo(422);
        }
    }
}
