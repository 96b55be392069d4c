package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackReader;
import io.drover.server.audit.AuditMark;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RevisionStoreTest {

    private static final Path RULES = Path.of("src/test/packs/sound");
    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    private static final CompiledPacks COMPILED = new CompiledPacks(CompiledPackStore.NONE);

    private static RuleSet ruleSet = RuleSet.of(List.of());

    @TempDir
    Path data;

    @BeforeAll
    static void load() {
        ruleSet = PackLoader.load(
                        List.of(RULES),
                        PackLoader.Compiler.EXECUTABLE_MODEL,
                        COMPILED,
                        RuleSet.of(List.of()),
                        System::nanoTime,
                        pack -> {})
                .ruleSet();
    }

    /** A store as after a restart: it knows only what is on the disk. */
    private RevisionStore store() {
        return new RevisionStore(data, COMPILED);
    }

    private Path keptPack() {
        String revision = ruleSet.packs().get(0).revision();
        return data.resolve("revisions").resolve(revision).resolve("size");
    }

    @Test
    void keep_ruleSet_isThereAfterARestartByteForByte() throws IOException {
        store().keep(ruleSet, NOW);

        assertThat(PackReader.read(keptPack()).revision())
                .isEqualTo(ruleSet.packs().get(0).revision());
        assertThat(store().ruleSet(ruleSet.revision()))
                .hasValueSatisfying(kept -> assertThat(kept.revision()).isEqualTo(ruleSet.revision()));
    }

    @Test
    void ruleSet_inUse_isTheSameOne() throws IOException {
        RevisionStore store = store();
        store.keep(ruleSet, NOW);

        assertThat(store.ruleSet(ruleSet.revision())).containsSame(ruleSet);
    }

    @Test
    void ruleSet_notKept_isEmpty() throws IOException {
        assertThat(store().ruleSet(ruleSet.revision())).isEmpty();
        assertThat(store().ruleSet("../last-good")).isEmpty();
        assertThat(store().ruleSet("")).isEmpty();
    }

    @Test
    void ruleSet_damaged_isEmptyUntilItIsKeptAnew() throws IOException {
        store().keep(ruleSet, NOW);
        Files.writeString(keptPack().resolve("thresholds.csv"), "cut sh");

        assertThat(store().ruleSet(ruleSet.revision())).isEmpty();

        store().keep(ruleSet, NOW);
        assertThat(store().ruleSet(ruleSet.revision())).isPresent();
    }

    @Test
    void ruleSet_jsonDamaged_isEmpty() throws IOException {
        store().keep(ruleSet, NOW);
        Path file = data.resolve("rule-sets").resolve(ruleSet.revision() + ".json");
        for (String damage : List.of("", "{", "{}", "[]", "null")) {
            Files.writeString(file, damage);

            assertThat(store().ruleSet(ruleSet.revision())).as(damage).isEmpty();
        }
    }

    @Test
    void keep_killedBetweenFiles_isFinishedTheNextTime() throws IOException {
        Files.createDirectories(data.resolve("revisions/.writing-1/size"));
        Files.createDirectories(keptPack());

        store().keep(ruleSet, NOW);

        assertThat(store().ruleSet(ruleSet.revision())).isPresent();
        try (Stream<Path> left = Files.list(data.resolve("rule-sets"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void keep_dataDirectoryCannotBeWritten_fails() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        RevisionStore store = new RevisionStore(file, COMPILED);

        assertThatThrownBy(() -> store.keep(ruleSet, NOW)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.remember(lastGood(Map.of()))).isInstanceOf(IOException.class);
        assertThat(store.ruleSet(ruleSet.revision())).as("while it serves").isPresent();
        assertThat(store.lastGood()).isEmpty();
    }

    @Test
    void keep_ruleSet_isForcedToTheDiskWithItsDirectories() throws IOException {
        List<String> forced = new ArrayList<>();
        RevisionStore store = new RevisionStore(
                data,
                COMPILED,
                new DurableFiles(path -> forced.add(path.getFileName().toString())));

        store.keep(ruleSet, NOW);

        assertThat(forced)
                .contains("pack.yaml", "size.drl", "thresholds.csv", "size.yaml", "scenarios", "size")
                .contains("revisions", "rule-sets", data.getFileName().toString());
    }

    @Test
    void keep_dataDirectoryIsThere_whatItLiesInIsNotForced() throws IOException {
        List<Path> forced = new ArrayList<>();
        RevisionStore store = new RevisionStore(data, COMPILED, new DurableFiles(forced::add));

        store.keep(ruleSet, NOW);
        store.remember(lastGood(Map.of()));

        assertThat(forced).contains(data).allMatch(path -> path.startsWith(data));
    }

    @Test
    void keep_dataDirectoryIsMissing_whatListsItIsForced() throws IOException {
        List<Path> forced = new ArrayList<>();
        RevisionStore store = new RevisionStore(data.resolve("some/where"), COMPILED, new DurableFiles(forced::add));

        store.keep(ruleSet, NOW);

        assertThat(forced).contains(data, data.resolve("some"), data.resolve("some/where"));
    }

    @Test
    void keep_directoriesCannotBeForced_keptAndToldOnce() throws IOException {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(DurableFiles.class);
        said.start();
        logger.addAppender(said);
        try {
            RevisionStore store = new RevisionStore(data, COMPILED, new DurableFiles(path -> {
                if (Files.isDirectory(path)) {
                    throw new IOException("Invalid argument");
                }
            }));

            store.keep(ruleSet, NOW);
            store.remember(lastGood(Map.of()));
        } finally {
            logger.detachAppender(said);
        }

        assertThat(store().ruleSet(ruleSet.revision())).isPresent();
        assertThat(store().lastGood()).isPresent();
        assertThat(said.list)
                .singleElement()
                .satisfies(
                        event -> assertThat(event.getMessage()).startsWith("a directory cannot be forced to the disk"));
    }

    @Test
    void keep_diskCannotBeForced_fails() {
        RevisionStore store = new RevisionStore(data, COMPILED, new DurableFiles(path -> {
            throw new IOException("no space left");
        }));

        assertThatThrownBy(() -> store.keep(ruleSet, NOW)).isInstanceOf(IOException.class);
        assertThat(store().ruleSet(ruleSet.revision())).isEmpty();
    }

    @Test
    void deleteLeftovers_ofDeadAndLivingWriters_onlyThoseOfTheDeadGo() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        String mine = ".writing-" + ProcessHandle.current().pid() + "-1";
        Path dead = data.resolve("revisions/.writing-" + process.pid() + "-1/size");
        Path reborn = data.resolve("rule-sets").resolve(mine);
        Path living = data.resolve("compiled").resolve(mine);
        Path other = data.resolve("last-good.json");
        for (Path file : List.of(dead.resolve("pack.yaml"), reborn, living, other)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "cut sh");
        }
        Files.setLastModifiedTime(reborn, FileTime.from(Instant.EPOCH));

        store().deleteLeftovers();

        assertThat(dead.getParent()).doesNotExist();
        assertThat(reborn).doesNotExist();
        assertThat(living).exists();
        assertThat(other).exists();
    }

    private LastGood lastGood(Map<String, Instant> packs) {
        return new LastGood(LastGood.identity(RULES), ruleSet.revision(), packs, Map.of(), null, Map.of(), null);
    }

    @Test
    void lastGood_remembered_isOfItsRulesDirectoryOnly() throws IOException {
        Pin pin = new Pin("3f9c", "until the review", NOW, "olga");
        LastGood lastGood = new LastGood(
                LastGood.identity(RULES),
                ruleSet.revision(),
                Map.of("size", NOW),
                Map.of("size", "3f9c"),
                "",
                Map.of("size", pin),
                new AuditMark(3, "77ab"));
        store().remember(lastGood);

        assertThat(store().lastGood()).hasValue(lastGood);
        assertThat(lastGood.isOf(RULES)).isTrue();
        assertThat(lastGood.isOf(data)).isFalse();
    }

    @Test
    void lastGood_ofAnEarlierVersion_isRead() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("last-good.json"), "{\"rules\":\"/r\",\"revision\":\"ab\",\"packs\":{}}");

        assertThat(store().lastGood()).hasValue(new LastGood("/r", "ab", Map.of(), Map.of(), null, Map.of(), null));
    }
}
