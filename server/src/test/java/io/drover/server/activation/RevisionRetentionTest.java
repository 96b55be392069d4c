package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.server.config.SourceKind;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty revisions of a pack, of which the first ten are old. */
class RevisionRetentionTest {

    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(500));
    private static final Duration KEEP = Duration.ofDays(400);

    @TempDir
    Path data;

    private RevisionRecords records = new RevisionRecords(Path.of("target", "nothing"), new DurableFiles());

    @BeforeEach
    void keepThirty() throws IOException {
        records = new RevisionRecords(data, DurableFiles.withoutForce());
        for (int i = 0; i < 30; i++) {
            Instant at = i < 10 ? LONG_AGO : NOW;
            records.keep(new RevisionRecord(
                    "size",
                    revision(i),
                    0,
                    SourceKind.API,
                    at,
                    null,
                    null,
                    null,
                    RevisionRecord.Outcome.ACCEPTED,
                    List.of(),
                    List.of(),
                    null));
            Files.createDirectories(kept(i).resolve("size"));
            Files.createDirectories(data.resolve("rule-sets"));
            Files.writeString(
                    ruleSet(i),
                    "{\"revision\":\"%s\",\"activatedAt\":\"%s\",\"packs\":{\"size\":\"%s\"}}"
                            .formatted(revision(i), at, revision(i)));
            Files.setLastModifiedTime(ruleSet(i), FileTime.from(at));
        }
    }

    private static String revision(int number) {
        return "%064x".formatted(number + 1);
    }

    private Path kept(int number) {
        return data.resolve("revisions").resolve(revision(number));
    }

    private Path ruleSet(int number) {
        return data.resolve("rule-sets").resolve(revision(number) + ".json");
    }

    private void run(Duration keep, List<String> ruleSets, List<String> packs) {
        RevisionStore store =
                new RevisionStore(data, new CompiledPacks(CompiledPackStore.NONE), DurableFiles.withoutForce());
        new RevisionRetention(data, store, records, keep, Clock.fixed(NOW, ZoneOffset.UTC)).run(ruleSets, packs);
    }

    @Test
    void run_oldRevisions_deletedUnlessTheyAreNeeded() {
        run(KEEP, List.of(revision(3)), List.of(revision(5)));

        for (int i = 0; i < 30; i++) {
            boolean stays = i >= 10 || i == 3 || i == 5;
            assertThat(Files.exists(kept(i))).as("revision " + i).isEqualTo(stays);
            assertThat(records.of("size", revision(i)).isPresent())
                    .as("record " + i)
                    .isEqualTo(stays);
            assertThat(Files.exists(ruleSet(i))).as("rule set " + i).isEqualTo(i >= 10 || i == 3);
        }
        assertThat(new RevisionRecords(data, new DurableFiles()).of("size")).hasSize(22);
    }

    @Test
    void run_askedForLately_stays() throws IOException {
        Files.setLastModifiedTime(ruleSet(4), FileTime.from(NOW.minus(Duration.ofDays(399))));

        run(KEEP, List.of(), List.of());

        assertThat(kept(4)).exists();
        assertThat(kept(2)).doesNotExist();
    }

    @Test
    void run_forEver_nothingIsDeleted() {
        run(Duration.ZERO, List.of(), List.of());

        assertThat(records.of("size")).hasSize(30);
        assertThat(kept(0)).exists();
    }

    @Test
    void run_clockFarAhead_theLatestStay() {
        RevisionStore store =
                new RevisionStore(data, new CompiledPacks(CompiledPackStore.NONE), DurableFiles.withoutForce());
        Clock ahead = Clock.fixed(NOW.plus(Duration.ofDays(4_000)), ZoneOffset.UTC);

        new RevisionRetention(data, store, records, KEEP, ahead).run(List.of(), List.of());

        assertThat(records.of("size")).hasSize(20);
        assertThat(kept(29)).exists();
    }
}
