package io.drover.server.activation;

import io.drover.engine.request.DecisionJson;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the kept revisions of packs: {@code revision-records/<pack>/<revision>.json} in the data directory, and all of it in
 * memory, as it is read once. Thread-safe.
 */
public final class RevisionRecords {

    private static final Logger LOG = LoggerFactory.getLogger(RevisionRecords.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,80}");
    private static final String ENDING = ".json";

    private final Path directory;
    private final DurableFiles files;

    /** By pack and revision. */
    private final Map<String, Map<String, RevisionRecord>> records = new ConcurrentHashMap<>();

    /** Records under {@code data}. */
    public RevisionRecords(Path data, DurableFiles files) {
        this.directory = data.resolve("revision-records");
        this.files = files;
    }

    /** The records of {@code pack}, the latest first. */
    public List<RevisionRecord> of(String pack) {
        return byRevision(pack).values().stream()
                .sorted(Comparator.comparingLong(RevisionRecord::number).reversed())
                .toList();
    }

    public Optional<RevisionRecord> of(String pack, String revision) {
        return Optional.ofNullable(byRevision(pack).get(revision));
    }

    /** The latest record of {@code pack}. */
    Optional<RevisionRecord> latest(String pack) {
        return of(pack).stream().findFirst();
    }

    /** The names of the packs that there are records of. */
    Collection<String> packs() {
        SortedMap<String, Boolean> names = new TreeMap<>();
        records.keySet().forEach(name -> names.put(name, true));
        try {
            entries(directory).forEach(path -> names.put(String.valueOf(path.getFileName()), true));
        } catch (IOException e) {
            failed(directory, e);
        }
        names.keySet()
                .removeIf(name ->
                        !NAME.matcher(name).matches() || byRevision(name).isEmpty());
        return names.keySet();
    }

    /**
     * Keeps {@code record} in place of what is known of the same revision; it is on the disk when this returns.
     *
     * @return with its number
     */
    synchronized RevisionRecord keep(RevisionRecord record) throws IOException {
        Map<String, RevisionRecord> ofPack = records.computeIfAbsent(record.pack(), this::read);
        RevisionRecord known = ofPack.get(record.revision());
        long last =
                ofPack.values().stream().mapToLong(RevisionRecord::number).max().orElse(0);
        RevisionRecord next = record.number() > 0 ? record : record.numbered(last + 1);
        if (next.activatedAt() == null && known != null) {
            next = next.activated(known.activatedAt());
        }
        if (!next.equals(known)) {
            write(next);
            ofPack.put(record.revision(), next);
        }
        return next;
    }

    /**
     * That {@code revision} of {@code pack} serves since {@code since}, which is known from now on, if not for ever.
     *
     * @throws IOException if it cannot be written
     */
    synchronized void served(String pack, String revision, @Nullable Instant since) throws IOException {
        RevisionRecord known = byRevision(pack).get(revision);
        if (known != null && !Objects.equals(known.activatedAt(), since)) {
            RevisionRecord next = known.activated(since);
            byRevision(pack).put(revision, next);
            write(next);
        }
    }

    /** Knows nothing of the revision any more. */
    synchronized void delete(RevisionRecord record) throws IOException {
        Files.deleteIfExists(directory.resolve(record.pack()).resolve(record.revision() + ENDING));
        byRevision(record.pack()).remove(record.revision());
    }

    private void write(RevisionRecord record) throws IOException {
        files.write(
                directory.resolve(record.pack()).resolve(record.revision() + ENDING),
                DecisionJson.mapper().writeValueAsBytes(record));
    }

    /** Of packs that nobody has heard of nothing is remembered, whoever asks. */
    private Map<String, RevisionRecord> byRevision(String pack) {
        Map<String, RevisionRecord> known = records.get(pack);
        if (known != null || !NAME.matcher(pack).matches()) {
            return known == null ? Map.of() : known;
        }
        return Files.isDirectory(directory.resolve(pack)) ? records.computeIfAbsent(pack, this::read) : Map.of();
    }

    private Map<String, RevisionRecord> read(String pack) {
        Map<String, RevisionRecord> found = new ConcurrentHashMap<>();
        try {
            for (Path file : entries(directory.resolve(pack))) {
                read(file).ifPresent(record -> found.put(record.revision(), record));
            }
        } catch (IOException e) {
            failed(directory.resolve(pack), e);
        }
        return found;
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return new ArrayList<>(entries.toList());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private static Optional<RevisionRecord> read(Path file) {
        if (!String.valueOf(file.getFileName()).endsWith(ENDING)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(DecisionJson.mapper().readValue(Files.readAllBytes(file), RevisionRecord.class));
        } catch (IOException e) {
            failed(file, e);
            return Optional.empty();
        }
    }

    private static void failed(Path file, IOException e) {
        LOG.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("failure", e.getClass().getSimpleName())
                .log("what is known of a revision cannot be read and is passed over");
    }
}
