package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.decide.Ticker;
import io.drover.engine.pack.PackProblem;
import io.drover.server.SizePack;
import io.drover.server.Trees;
import io.drover.server.activation.PackStatus.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationTest {

    private static final CompiledPacks COMPILED = new CompiledPacks(CompiledPackStore.NONE);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private boolean diskIsFull;
    private RuleSetHolder holder = new RuleSetHolder();
    private Path rules = Path.of("");
    private Activation activation = activation();

    @BeforeEach
    void createRules() throws IOException {
        rules = Files.createDirectories(directory.resolve("rules"));
        activation = activation();
    }

    private Activation activation() {
        return activation(new Rehearsal(engine(System::nanoTime)), Runnable::run);
    }

    private Activation activation(Rehearsal rehearsal, Executor afterwards) {
        RevisionStore store = new RevisionStore(data(), COMPILED, new DurableFiles(path -> {
            if (diskIsFull) {
                throw new IOException("No space left on device");
            }
        }));
        TreatmentSwitches switches = new TreatmentSwitches(holder, store, Clock.systemUTC());
        Activation.Setup setup =
                new Activation.Setup(rules, false, COMPILED, store, switches, rehearsal, Clock.systemUTC());
        return new Activation(holder, setup, afterwards);
    }

    private Path data() {
        return rules.resolveSibling("data");
    }

    private static DecisionEngine engine(Ticker ticker) {
        return new DecisionEngine(Limits.defaults(), ticker);
    }

    private void attempt() {
        activation.run(pack -> {});
    }

    @Test
    void run_folderCannotBeReadAtTheFirstStart_theOthersServe() throws IOException {
        SizePack.copy(rules, "size");
        unreadable("copy");
        unreadable("lost+found");

        attempt();

        assertThat(serving()).containsExactly("size");
        assertThat(status("copy").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(status("copy").problems()).extracting(PackProblem::code).containsExactly("unreadable-folder");
        assertThat(status("copy").problems().get(0).message()).contains("\"copy\"");
        assertThat(holder.whyNotReady()).contains("copy").doesNotContain("lost+found");
    }

    @Test
    void run_folderBecomesUnreadable_itsRevisionAndTheChangesOfOthersServe() throws IOException {
        Path size = SizePack.copy(rules, "size");
        Path weight = SizePack.copy(rules, "weight");
        attempt();
        String sizeBefore = revision("size");
        String weightBefore = revision("weight");

        Files.move(size, directory.resolve("aside"));
        unreadable("size");
        threshold(weight, 200);
        attempt();

        assertThat(revision("size")).isEqualTo(sizeBefore);
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(revision("weight")).isNotEqualTo(weightBefore);
        assertThat(status("weight").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);

        Files.delete(size);
        Files.move(directory.resolve("aside"), size);
        attempt();

        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(status("size").problems()).isEmpty();
        assertThat(holder.whyNotReady()).isEmpty();
    }

    @Test
    void run_directoryCannotBeReadForAWhile_changesAreNotTiedByIt() throws IOException {
        SizePack.copy(rules, "size");
        Path weight = SizePack.copy(rules, "weight");
        attempt();
        String weightBefore = revision("weight");
        assertThat(activation.isIncomplete()).isFalse();

        Path aside = Files.move(rules, directory.resolve("aside"));
        Files.createSymbolicLink(rules, rules.getFileName());
        attempt();
        assertThat(activation.isIncomplete()).isTrue();
        assertThat(status("size").problems()).extracting(PackProblem::code).containsExactly("pack-gone");
        assertThat(holder.whyNotReady()).contains("cannot be read");

        Files.delete(rules);
        Files.move(aside, rules);
        damage(rules.resolve("size"));
        attempt();
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(status("weight").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(status("weight").problems()).isEmpty();

        threshold(weight, 200);
        attempt();
        assertThat(revision("weight")).as("not tied to the broken one").isNotEqualTo(weightBefore);
    }

    @Test
    void run_directoryGoneAndBackAsItWas_statusesAreToo() throws IOException {
        SizePack.copy(rules, "size");
        attempt();
        Path aside = Files.move(rules, directory.resolve("aside"));
        attempt();
        assertThat(activation.isIncomplete())
                .as("a missing directory is no failure to read")
                .isFalse();
        assertThat(serving()).containsExactly("size");

        Files.move(aside, rules);
        attempt();

        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(status("size").problems()).isEmpty();
        assertThat(holder.whyNotReady()).isEmpty();
    }

    @Test
    void run_everyPackDeleted_theLastServeUntilThereIsOne() throws IOException {
        Path size = SizePack.copy(rules, "size");
        Trees.delete(SizePack.copy(rules, "weight"));
        attempt();
        Trees.delete(size);
        attempt();
        assertThat(serving()).containsExactly("size");

        SizePack.copy(rules, "weight");
        attempt();

        assertThat(serving()).containsExactly("weight");
    }

    @Test
    void run_scenariosAreLeftOver_runAfterwardsAndBehindTheNextEdit() throws IOException {
        Deque<Runnable> afterwards = new ArrayDeque<>();
        activation = activation(new Rehearsal(engine(System::nanoTime), Duration.ZERO), afterwards::add);
        Path size = SizePack.copy(rules, "size");
        SizePack.copy(rules, "weight");
        attempt();
        assertThat(codes("size")).containsExactly("scenarios-not-run");
        String before = revision("size");

        threshold(size, 200);
        attempt();
        assertThat(revision("size")).isNotEqualTo(before);

        afterwards.remove().run();
        assertThat(codes("size")).as("the batch before the edit is over").containsExactly("scenarios-not-run");
        afterwards.remove().run();
        assertThat(afterwards).isEmpty();
        assertThat(codes("size")).containsOnly("scenario-failed");
        assertThat(codes("weight")).isEmpty();
    }

    @Test
    void run_aScenarioTakesLong_theNextEditServesMeanwhile() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        DecisionEngine slow = engine(() -> {
            running.countDown();
            await(released);
            return System.nanoTime();
        });
        activation = activation(new Rehearsal(slow, Duration.ZERO), LeftoverScenarios.oneThread());
        Path size = SizePack.copy(rules, "size");
        attempt();
        await(running);
        String before = revision("size");

        threshold(size, 200);
        attempt();
        assertThat(revision("size")).isNotEqualTo(before);
        assertThat(codes("size")).containsExactly("scenarios-not-run");

        released.countDown();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (codes("size").contains("scenarios-not-run")) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(codes("size")).containsOnly("scenario-failed");
    }

    @Test
    void run_scenarioCannotBeRun_packServesWithAWarning() throws IOException {
        DecisionEngine broken = engine(() -> {
            throw new IllegalStateException("no time");
        });
        activation = activation(new Rehearsal(broken), Runnable::run);
        SizePack.copy(rules, "size");

        attempt();

        assertThat(serving()).containsExactly("size");
        assertThat(codes("size")).isNotEmpty().containsOnly("scenario-failed");
        assertThat(status("size").problems().get(0).message()).endsWith("the program itself fails.");
    }

    @Test
    void run_revisionCouldNotBeKept_keptWithoutAnEditOnceThereIsRoom() throws IOException {
        Path size = SizePack.copy(rules, "size");
        attempt();
        diskIsFull = true;
        threshold(size, 200);
        attempt();
        assertThat(codes("size")).contains("not-kept");
        assertThat(activation.isIncomplete()).as("tried again").isTrue();
        attempt();
        assertThat(codes("size")).contains("not-kept");

        diskIsFull = false;
        attempt();

        assertThat(codes("size")).doesNotContain("not-kept").contains("scenario-failed");
        assertThat(activation.isIncomplete()).isFalse();
        assertKept(holder.require().ruleSet().revision());
    }

    @Test
    void run_editAfterARevisionThatCouldNotBeKept_bothAreKept() throws IOException {
        Path size = SizePack.copy(rules, "size");
        Path weight = SizePack.copy(rules, "weight");
        attempt();
        diskIsFull = true;
        threshold(size, 200);
        attempt();
        String between = holder.require().ruleSet().revision();

        diskIsFull = false;
        threshold(weight, 200);
        attempt();

        assertThat(codes("size")).doesNotContain("not-kept");
        assertKept(between);
        assertKept(holder.require().ruleSet().revision());
    }

    @Test
    void run_lastGoodCannotBeRemembered_rememberedOnceItCan() throws IOException {
        SizePack.copy(rules, "size");
        Path lastGood = data().resolve("last-good.json");
        Files.createDirectories(lastGood.resolve("in the way"));
        attempt();
        assertThat(codes("size")).containsExactly("not-kept");
        assertThat(activation.isIncomplete()).isTrue();

        Trees.delete(lastGood);
        attempt();

        assertThat(codes("size")).isEmpty();
        assertThat(activation.hasLastGood()).isTrue();
    }

    /** As after a restart. */
    private void assertKept(String revision) {
        assertThat(new RevisionStore(data(), COMPILED).ruleSet(revision)).isPresent();
    }

    @Test
    void run_newPackTakesANameThatServes_theNewcomerIsRefusedAlsoAfterARestart() throws IOException {
        SizePack.copy(rules, "weight");
        attempt();

        Path age = SizePack.copy(rules, "age");
        Path manifest = age.resolve("pack.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("call-by-age", "call-by-weight"));
        for (Path file : List.of(age.resolve("size.drl"), age.resolve("scenarios/size.yaml"))) {
            Files.writeString(file, Files.readString(file).replace("call-by-age", "call-by-weight"));
        }
        attempt();
        assertThat(codes("age")).containsExactly("duplicate-name");
        assertThat(codes("weight")).isEmpty();

        holder = new RuleSetHolder();
        activation = activation();
        attempt();
        assertThat(codes("age")).containsExactly("duplicate-name");
        assertThat(codes("weight")).isEmpty();
        assertThat(serving()).containsExactly("weight");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> codes(String pack) {
        return status(pack).problems().stream().map(PackProblem::code).toList();
    }

    private List<String> serving() {
        return holder.require().ruleSet().packs().stream()
                .map(pack -> pack.name())
                .toList();
    }

    private String revision(String pack) {
        return holder.require().ruleSet().pack(pack).orElseThrow().source().revision();
    }

    private PackStatus status(String pack) {
        return holder.packs().stream()
                .filter(status -> status.name().equals(pack))
                .findFirst()
                .orElseThrow();
    }

    /** A folder that cannot be looked into, not even by root: a link that leads round in circles. */
    private void unreadable(String folder) throws IOException {
        Files.createSymbolicLink(rules.resolve(folder), Path.of(folder));
    }

    private static void threshold(Path pack, int employees) throws IOException {
        Path thresholds = pack.resolve("thresholds.csv");
        Files.writeString(thresholds, Files.readString(thresholds).replaceAll("integer,\\d+", "integer," + employees));
    }

    private static void damage(Path pack) throws IOException {
        Files.writeString(pack.resolve("size.drl"), "package " + pack.getFileName() + "\nrule");
    }
}
