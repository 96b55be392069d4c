package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.pack;
import static io.drover.server.DeploymentSite.pushed;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.server.KilledServer.Step;
import io.drover.server.activation.RevisionStore;
import io.drover.server.audit.AuditVerification;
import io.drover.server.config.Setting;
import io.drover.server.files.DurableFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at each step of a change serves the old rules or the new ones when it is started again. */
class ActivationKilledIT {

    private static final long PATIENCE_SECONDS = 120;

    @Test
    void kill_atEachStep_theOldOrTheNewServesAndTheAuditVerifies(@TempDir Path directory) throws Exception {
        DeploymentSite site = new DeploymentSite(directory);
        String first;
        String second;
        try (TestServer server = site.start()) {
            first = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", first, null);
            second = pushed(server, "size", site.pack("size", 200));
        }
        Path zip = Files.write(directory.resolve("third.zip"), site.pack("size", 300));
        for (Step step : Step.values()) {
            Path data = directory.resolve("data-" + step);
            Trees.copy(site.data(), data);
            kill(site, data, step, second, first, zip);
            assertThat(AuditVerification.of(data, null).brokenLine())
                    .as(step.name())
                    .isNull();

            site.settings.put(Setting.DATA, data.toString());
            try (TestServer server = site.start()) {
                boolean isNew = step == Step.LAST_GOOD_IN_PLACE;
                assertThat(pack(server, "size").path("active").path("revision").asText())
                        .as(step.name())
                        .isEqualTo(isNew ? second : first);
                assertThat(decided(server)).as(step.name()).isEqualTo(isNew ? "small" : "large");
                boolean isUndone = step == Step.AUDIT || step == Step.LAST_GOOD;
                assertThat(events(server).contains("undone")).as(step.name()).isEqualTo(isUndone);
                activate(server, "size", second, isNew ? second : first);
                assertThat(decided(server)).as(step.name()).isEqualTo("small");
            }
            assertThat(AuditVerification.of(data, store(data).lastAudited().orElse(null))
                            .brokenLine())
                    .as(step.name())
                    .isNull();
        }
    }

    private static RevisionStore store(Path data) {
        return new RevisionStore(data, new CompiledPacks(CompiledPackStore.NONE), new DurableFiles());
    }

    private static void kill(DeploymentSite site, Path data, Step step, String to, String from, Path zip)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledServer.class.getName(),
                        site.rules().toString(),
                        data.toString(),
                        step.name(),
                        to,
                        from,
                        zip.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.equals(KilledServer.STANDS_STILL)) {
                line = out.readLine();
            }
            assertThat(line).as(step.name()).isEqualTo(KilledServer.STANDS_STILL);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
