package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.Severity;
import io.drover.server.SizePack;
import io.drover.server.Trees;
import io.drover.server.audit.AuditLog;
import io.drover.server.audit.Author;
import io.drover.server.config.GateConfig;
import io.drover.server.config.SourceKind;
import io.drover.server.config.SourcesConfig;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreatmentSwitchesTest {

    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final CompiledPacks COMPILED = new CompiledPacks(CompiledPackStore.NONE);
    private static final GateConfig TELLING = new GateConfig(Severity.ERROR, 0, GateConfig.Scenarios.WARN, 0);
    private static final String CALL = "large.call";
    private static final Author ANN = new Author("ann", "r-1");

    @TempDir
    private Path directory = Path.of("");

    private boolean diskIsFull;
    private Runnable whileRehearsing = () -> {};
    private RuleSetHolder holder = new RuleSetHolder();
    private RevisionStore store = store();
    private AuditLog audit = new AuditLog(directory.resolve("data"), this::force, CLOCK);
    private TreatmentSwitches switches = switches();
    private Activation activation = activation();

    @BeforeEach
    void begin() throws IOException {
        SizePack.copy(directory.resolve("rules"), "size");
        restart();
    }

    /** As after a restart: nothing is known but what is on the disk. */
    private void restart() throws IOException {
        holder = new RuleSetHolder();
        store = store();
        audit = new AuditLog(directory.resolve("data"), this::force, CLOCK);
        audit.open(store.lastAudited().orElse(null));
        switches = switches();
        activation = activation();
        switches.open();
        attempt();
    }

    private void force(Path path) throws IOException {
        if (diskIsFull) {
            throw new IOException("No space left on device");
        }
    }

    private RevisionStore store() {
        return new RevisionStore(directory.resolve("data"), COMPILED, new DurableFiles(this::force));
    }

    private TreatmentSwitches switches() {
        return new TreatmentSwitches(
                holder, store, new SwitchFile(directory.resolve("data"), this::force), audit, CLOCK);
    }

    private Activation activation() {
        DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> {
            whileRehearsing.run();
            return 0;
        });
        Path data = directory.resolve("data");
        RevisionRecords records = new RevisionRecords(data, new DurableFiles(this::force));
        Activation.Setup setup = new Activation.Setup(
                directory.resolve("rules"),
                false,
                new SourcesConfig(SourceKind.DIRECTORY, Map.of()),
                new GitPacks(new SourcesConfig(SourceKind.DIRECTORY, Map.of()), null),
                COMPILED,
                store,
                records,
                new RecentPacks(3),
                new RevisionRetention(data, store, records, Duration.ZERO, CLOCK),
                switches,
                new Gate(TELLING, engine),
                audit,
                CLOCK);
        return new Activation(holder, setup, Runnable::run);
    }

    private void attempt() {
        activation.run(pack -> {});
    }

    private RuleSet serving() {
        return holder.require().ruleSet();
    }

    private TreatmentState switchOff() {
        return switches.set(CALL, false, "complaints", ANN);
    }

    private void threshold(int employees) throws IOException {
        Path thresholds = directory.resolve("rules/size/thresholds.csv");
        Files.writeString(thresholds, Files.readString(thresholds).replaceFirst(",\\d+,", "," + employees + ","));
    }

    @Test
    void set_off_servesWithTheSamePacksInARevisionThatIsKept() throws IOException {
        RuleSet before = serving();

        TreatmentState state = switchOff();

        assertThat(state)
                .isEqualTo(new TreatmentState(
                        CALL, "size", false, true, new TreatmentSwitch(CALL, false, "complaints", NOW, "ann", "r-1")));
        assertThat(serving().isSwitchedOff(CALL)).isTrue();
        assertThat(serving().compiledPacks()).isEqualTo(before.compiledPacks());
        assertThat(store().ruleSet(serving().revision()))
                .hasValueSatisfying(kept -> assertThat(kept.switchedOff()).containsExactly(CALL));
        assertThat(store().ruleSet(before.revision()))
                .hasValueSatisfying(kept -> assertThat(kept.switchedOff()).isEmpty());
    }

    @Test
    void set_onAgain_servesTheRevisionOfBefore() {
        String before = serving().revision();
        switchOff();

        assertThat(switches.set(CALL, true, "settled", ANN).enabled()).isTrue();
        assertThat(serving().revision()).isEqualTo(before);
    }

    @Test
    void set_whatIsSo_recordsNothing() throws IOException {
        assertThat(switches.set(CALL, true, "to be sure", ANN).lastSwitch()).isNull();
        switchOff();
        TreatmentState again = switches.set(CALL, false, "complaints", new Author("bob", "r-2"));

        assertThat(again.lastSwitch()).hasFieldOrPropertyWithValue("by", "ann");
        assertThat(lines()).hasSize(1);
        assertThat(switches.set(CALL, false, "another reason", ANN).lastSwitch())
                .hasFieldOrPropertyWithValue("reason", "another reason");
        assertThat(lines()).hasSize(2);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("data/treatment-switches.ndjson"));
    }

    @Test
    void set_unknownKey_refusedWithTheNearest() {
        assertThatThrownBy(() -> switches.set("large.cal", false, "x", ANN))
                .isInstanceOf(UnknownTreatmentException.class)
                .hasMessageContaining("did you mean large.call?");
    }

    @Test
    void open_restart_staysOff() throws IOException {
        switchOff();
        String revision = serving().revision();

        restart();

        assertThat(serving().revision()).isEqualTo(revision);
        assertThat(serving().isSwitchedOff(CALL)).isTrue();
    }

    @Test
    void open_restartWithBrokenRules_theLastGoodServeAndItIsOff() throws IOException {
        switchOff();
        Files.writeString(directory.resolve("rules/size/size.drl"), "rule");

        restart();

        assertThat(serving().isSwitchedOff(CALL)).isTrue();
    }

    @Test
    void run_newRevision_staysOff() throws IOException {
        switchOff();
        threshold(200);
        attempt();

        assertThat(serving().isSwitchedOff(CALL)).isTrue();
        assertThat(store().ruleSet(serving().revision())).isPresent();
    }

    @Test
    void set_whileAnActivationIsUnderWay_holdsForWhatItActivates() throws IOException {
        List<Boolean> wasOff = new ArrayList<>();
        whileRehearsing = () -> {
            whileRehearsing = () -> {};
            switchOff();
            wasOff.add(serving().isSwitchedOff(CALL));
        };
        String before = serving().packs().get(0).revision();
        threshold(200);
        attempt();

        assertThat(wasOff).containsExactly(true);
        assertThat(serving().packs().get(0).revision()).isNotEqualTo(before);
        assertThat(serving().isSwitchedOff(CALL)).isTrue();
        assertThat(store().ruleSet(serving().revision())).isPresent();
    }

    @Test
    void run_packDropsTheKey_staysRecordedAndIsOffWhenItComesBack() throws IOException {
        switchOff();
        SizePack.copy(directory.resolve("rules"), "weight");
        Path size = directory.resolve("rules/size");
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(size, elsewhere);
        attempt();

        assertThat(serving().switchedOff()).isEmpty();
        assertThat(switches.all())
                .filteredOn(treatment -> !treatment.enabled())
                .extracting(TreatmentState::key, TreatmentState::pack)
                .containsExactly(tuple(CALL, null));
        Files.move(elsewhere, size);
        attempt();
        assertThat(serving().isSwitchedOff(CALL)).isTrue();
    }

    @Test
    void set_keyThatNoPackHasAnyMore_canBeSwitchedOn() throws IOException {
        switchOff();
        SizePack.copy(directory.resolve("rules"), "weight");
        Trees.delete(directory.resolve("rules/size"));
        attempt();

        assertThat(switches.set(CALL, true, "gone", ANN).enabled()).isTrue();
        assertThat(switches.all()).extracting(TreatmentState::enabled).containsOnly(true);
    }

    @Test
    void set_diskIsFull_nothingIsSwitchedNowOrAfterARestart() throws IOException {
        String before = serving().revision();
        diskIsFull = true;
        assertThatThrownBy(this::switchOff)
                .isInstanceOf(NotRecordedException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(serving().revision()).isEqualTo(before);
        assertThat(switches.state(CALL).enabled()).isTrue();

        diskIsFull = false;
        restart();
        assertThat(switches.state(CALL).enabled()).isTrue();
        assertThat(switchOff().enabled()).isFalse();
    }

    @Test
    void set_manyAtOnce_allHoldAndAreRecorded() throws Exception {
        for (String name : List.of("a", "b", "c", "d")) {
            SizePack.copy(directory.resolve("rules"), "pack" + name);
        }
        attempt();
        List<String> keys = switches.all().stream().map(TreatmentState::key).toList();
        ExecutorService threads = Executors.newFixedThreadPool(keys.size());
        List<Callable<TreatmentState>> calls = new ArrayList<>();
        keys.forEach(key -> calls.add(() -> switches.set(key, false, "all of them", ANN)));
        for (Future<TreatmentState> done : threads.invokeAll(calls)) {
            assertThat(done.get().enabled()).isFalse();
        }
        threads.shutdown();

        assertThat(serving().switchedOff()).containsExactlyElementsOf(keys);
        assertThat(serving().compiledPacks()).extracting(CompiledPack::name).hasSize(keys.size());
        restart();
        assertThat(serving().switchedOff()).containsExactlyElementsOf(keys);
    }
}
