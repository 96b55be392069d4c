package io.drover.server.activation;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Ticker;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import io.drover.server.PatientEngine;
import io.drover.server.audit.AuditLog;
import io.drover.server.config.GateConfig;
import io.drover.server.config.SourceKind;
import io.drover.server.config.SourcesConfig;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A rules directory, and activations of what is in it. */
abstract class ActivationFixture {

    private static final CompiledPacks COMPILED = new CompiledPacks(CompiledPackStore.NONE);

    @TempDir
    Path directory;

    boolean diskIsFull;
    RuleSetHolder holder = new RuleSetHolder();
    Path rules = Path.of("");
    GateConfig gate = new GateConfig(Severity.ERROR, 0, GateConfig.Scenarios.WARN, 0);
    SourcesConfig sources = new SourcesConfig(SourceKind.DIRECTORY, Map.of());
    RevisionRecords records = new RevisionRecords(directoryOfNothing(), new DurableFiles());
    AuditLog audit = new AuditLog(directoryOfNothing(), DurableFiles::force, Clock.systemUTC());
    Activation activation;

    private static Path directoryOfNothing() {
        return Path.of("target", "nothing");
    }

    @BeforeEach
    void createRules() throws IOException {
        rules = Files.createDirectories(directory.resolve("rules"));
        activation = activation();
    }

    Activation activation() {
        return activation(new Rehearsal(engine(System::nanoTime)), Runnable::run);
    }

    Activation activation(Rehearsal rehearsal, Executor afterwards) {
        DurableFiles.Disk disk = path -> {
            if (diskIsFull) {
                throw new IOException("No space left on device");
            }
            DurableFiles.force(path);
        };
        DurableFiles files = new DurableFiles(disk);
        RevisionStore store = new RevisionStore(data(), COMPILED, files);
        records = new RevisionRecords(data(), files);
        audit = new AuditLog(data(), disk, Clock.systemUTC());
        open(audit, store);
        TreatmentSwitches switches =
                new TreatmentSwitches(holder, store, new SwitchFile(data(), disk), audit, Clock.systemUTC());
        Activation.Setup setup = new Activation.Setup(
                rules,
                false,
                sources,
                new GitPacks(sources, null),
                COMPILED,
                store,
                records,
                new RecentPacks(3),
                new RevisionRetention(data(), store, records, Duration.ZERO, Clock.systemUTC()),
                switches,
                new Gate(gate, engine(System::nanoTime), rehearsal),
                audit,
                Clock.systemUTC());
        return new Activation(holder, setup, afterwards);
    }

    private static void open(AuditLog audit, RevisionStore store) {
        try {
            audit.open(store.lastAudited().orElse(null));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path data() {
        return rules.resolveSibling("data");
    }

    static DecisionEngine engine(Ticker ticker) {
        return PatientEngine.create(ticker);
    }

    void attempt() {
        activation.run(pack -> {});
    }

    List<String> codes(String pack) {
        return status(pack).problems().stream().map(PackProblem::code).toList();
    }

    List<String> serving() {
        return holder.require().ruleSet().packs().stream()
                .map(pack -> pack.name())
                .toList();
    }

    String revision(String pack) {
        return holder.require().ruleSet().pack(pack).orElseThrow().source().revision();
    }

    PackStatus status(String pack) {
        return holder.packs().stream()
                .filter(status -> status.name().equals(pack))
                .findFirst()
                .orElseThrow();
    }

    static void threshold(Path pack, int employees) throws IOException {
        Path thresholds = pack.resolve("thresholds.csv");
        Files.writeString(thresholds, Files.readString(thresholds).replaceAll("integer,\\d+", "integer," + employees));
    }
}
