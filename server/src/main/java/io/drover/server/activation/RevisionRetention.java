package io.drover.server.activation;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.request.DecisionJson;
import io.drover.server.activation.RevisionStore.KeptRuleSet;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes rule sets and revisions of packs for which there is no use any more: nothing of them serves, they neither served nor were asked
 * for nor pushed for a long time, and a number of later ones is kept, so that a clock that is wrong does not delete everything. When a rule
 * set was last used is the time of change of its file. Used by one thread at a time; nothing here throws for a disk that fails.
 */
public final class RevisionRetention {

    private static final Logger LOG = LoggerFactory.getLogger(RevisionRetention.class);

    /** So many of each pack, and of rule sets, stay in any case. */
    private static final int FEWEST = 20;

    private static final Duration BETWEEN = Duration.ofDays(1);
    private static final String ENDING = ".json";

    private final Path data;
    private final RevisionStore store;
    private final RevisionRecords records;
    private final Duration keep;
    private final Clock clock;
    private Instant next = Instant.MIN;

    /**
     * Of what {@code store} and {@code records} keep under {@code data}.
     *
     * @param keep how long after its last use; zero: for ever
     */
    public RevisionRetention(Path data, RevisionStore store, RevisionRecords records, Duration keep, Clock clock) {
        this.data = data;
        this.store = store;
        this.records = records;
        this.keep = keep;
        this.clock = clock;
    }

    /** As below, of the rule set that served {@code before} and the one that does {@code after} it. */
    void run(Optional<RuleSet> before, RuleSet after, Collection<String> packs) {
        run(
                Stream.concat(before.stream(), Stream.of(after))
                        .map(RuleSet::revision)
                        .toList(),
                packs);
    }

    /**
     * Notes that the rule sets {@code used} are, and once a day deletes what nobody needs.
     *
     * @param packs revisions of packs that are needed, be it that they serve, are pinned, or should serve
     */
    void run(Collection<String> used, Collection<String> packs) {
        used.forEach(revision -> store.used(revision, clock.instant()));
        try {
            if (!keep.isZero() && !clock.instant().isBefore(next)) {
                next = clock.instant().plus(BETWEEN);
                delete(used, packs);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn()
                    .addKeyValue("failure", e.toString())
                    .log("revisions that are not needed any more cannot be deleted");
        }
    }

    private void delete(Collection<String> used, Collection<String> packs) throws IOException {
        Instant before = clock.instant().minus(keep);
        Set<String> needed = new TreeSet<>(packs);
        List<Path> ruleSets = latestFirst(data.resolve("rule-sets"));
        for (int i = 0; i < ruleSets.size(); i++) {
            Path file = ruleSets.get(i);
            String revision = String.valueOf(file.getFileName()).replace(ENDING, "");
            if (i < FEWEST || used.contains(revision) || !changed(file).isBefore(before)) {
                needed.addAll(packsOf(file));
            } else {
                Files.delete(file);
            }
        }
        for (String pack : records.packs()) {
            List<RevisionRecord> all = records.of(pack);
            for (RevisionRecord record : all.subList(Math.min(FEWEST, all.size()), all.size())) {
                if (!needed.contains(record.revision()) && record.at().isBefore(before)) {
                    delete(record);
                }
            }
        }
    }

    private void delete(RevisionRecord record) throws IOException {
        DurableFiles.delete(data.resolve("revisions").resolve(record.revision()));
        records.delete(record);
        LOG.atInfo()
                .addKeyValue("pack", record.pack())
                .addKeyValue("revision", record.revision())
                .log("a revision that is not needed any more is deleted");
    }

    private static List<Path> latestFirst(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(ENDING)).toList());
            all.sort((one, other) -> changed(other).compareTo(changed(one)));
            return all;
        }
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Collection<String> packsOf(Path file) throws IOException {
        return DecisionJson.mapper()
                .readValue(Files.readAllBytes(file), KeptRuleSet.class)
                .packs()
                .values();
    }
}
