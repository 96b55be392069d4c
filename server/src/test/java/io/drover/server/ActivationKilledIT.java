package io.drover.server;

import static io.drover.server.DeploymentSite.activate;
import static io.drover.server.DeploymentSite.decided;
import static io.drover.server.DeploymentSite.events;
import static io.drover.server.DeploymentSite.pack;
import static io.drover.server.DeploymentSite.pushed;
import static io.drover.server.TestServer.json;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at whatever moment of a change serves the old rules or the new ones when it is started again. */
class ActivationKilledIT {

    private final Path directory;
    private final DeploymentSite site;
    private String first = "";
    private String second = "";

    ActivationKilledIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.site = new DeploymentSite(directory);
    }

    @BeforeEach
    void pushTwo() throws IOException {
        try (TestServer server = site.start()) {
            first = pushed(server, "size", site.pack("size", 100));
            activate(server, "size", first, null);
            second = pushed(server, "size", site.pack("size", 200));
        }
    }

    /** What is there whenever something is about to be forced is what a process leaves that is killed then. */
    @Test
    void leftAtEachForce_ofAPushAndAnActivation_theOldOrTheNewServesAndTheAuditVerifies() throws Exception {
        List<Path> left = new ArrayList<>();
        AtomicBoolean armed = new AtomicBoolean();
        try (TestServer server = site.start(path -> {
            if (armed.get()) {
                Path copy = directory.resolve("left-" + left.size());
                Trees.copy(site.data(), copy);
                left.add(copy);
            }
            DurableFiles.force(path);
        })) {
            armed.set(true);
            pushed(server, "size", site.pack("size", 300));
            activate(server, "size", second, first);
            armed.set(false);
        }
        assertThat(left).hasSizeGreaterThan(10);
        boolean wasNew = false;
        for (Path data : left) {
            boolean isNew = verify(data);
            assertThat(isNew || !wasNew).as("what is new stays so").isTrue();
            wasNew = isNew;
        }
        assertThat(wasNew).isTrue();
    }

    @Test
    void kill_atTheLastSteps_theOldOrTheNewServesAndTheAuditVerifies() throws Exception {
        for (Step step : Step.values()) {
            Path data = directory.resolve("data-" + step);
            Trees.copy(site.data(), data);
            kill(data, step);
            assertThat(verify(data)).as(step.name()).isEqualTo(step == Step.LAST_GOOD_IN_PLACE);
        }
    }

    /** Whether the new rules serve by what is in {@code data}; whether they do as a whole is seen to. */
    private boolean verify(Path data) throws IOException {
        String name = data.toString();
        assertThat(AuditVerification.of(data, null).brokenLine()).as(name).isNull();
        site.settings.put(Setting.DATA, name);
        boolean isNew;
        try (TestServer server = site.start()) {
            isNew = decided(server).equals("small");
            assertThat(decided(server)).as(name).isEqualTo(isNew ? "small" : "large");
            assertThat(pack(server, "size").at("/active/revision").asText())
                    .as(name)
                    .isEqualTo(isNew ? second : first);
            assertThat(json(server.get("/v1/packs/size/revisions/" + second))
                            .path("activatedAt")
                            .isNull())
                    .as("that it served is known just when it did")
                    .isEqualTo(!isNew);
            List<String> events = events(server);
            long activations = events.stream().filter("activation"::equals).count();
            long undone = events.stream().filter("undone"::equals).count();
            assertThat(activations - undone).as(name).isEqualTo(isNew ? 2 : 1);
            activate(server, "size", second, isNew ? second : first);
            assertThat(decided(server)).as(name).isEqualTo("small");
        }
        assertThat(AuditVerification.of(data, store(data).lastAudited().orElse(null))
                        .brokenLine())
                .as(name)
                .isNull();
        return isNew;
    }

    private static RevisionStore store(Path data) {
        return new RevisionStore(data, new CompiledPacks(CompiledPackStore.NONE), new DurableFiles());
    }

    private void kill(Path data, Step step) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledServer.class.getName(),
                        site.rules().toString(),
                        data.toString(),
                        step.name(),
                        second,
                        first)
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
        assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
