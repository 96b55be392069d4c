package io.drover.server.activation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.RulePack;
import io.drover.engine.request.DecisionJson;
import io.drover.server.audit.AuditMark;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every rule set that served, under the data directory, so that it can serve again after a restart and a decision can
 * be replayed with the rules it was made by: {@code revisions/<pack revision>/<pack>/}, a copy of the pack's files;
 * {@code rule-sets/<revision>.json}, which packs it is of and what was switched off; {@code last-good.json}, what served last.
 *
 * <p>What is there is there whole, since it is written beside and moved into place, and it is held against its revision when
 * it is read. Thread-safe. Nothing here throws for a disk that fails: the server serves on without it.
 */
public final class RevisionStore {

    /**
     * A rule set that served.
     *
     * @param packs the revision of each pack, by name
     * @param activatedAt when it began to serve for the first time
     * @param switchedOff the treatments that were switched off in it, by key
     */
    record KeptRuleSet(
            String revision,
            Instant activatedAt,
            Map<String, String> packs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> switchedOff) {

        KeptRuleSet {
            Objects.requireNonNull(revision, "revision");
            packs = Map.copyOf(packs);
            switchedOff = switchedOff == null ? List.of() : List.copyOf(switchedOff);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(RevisionStore.class);
    private static final String LAST_GOOD = "last-good.json";
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{64}");
    private static final ObjectMapper JSON = DecisionJson.mapper();

    private final Path data;
    private final CompiledPacks compiledPacks;
    private final DurableFiles files;

    /** Kept packs that this process wrote or found whole. */
    private final Set<Path> whole = ConcurrentHashMap.newKeySet();

    /** Those that something uses. */
    private final Cache<String, RuleSet> inUse =
            Caffeine.newBuilder().weakValues().build();

    /** Those that were asked for, so that a thousand replays do not read the same rules a thousand times. */
    private final Cache<String, RuleSet> asked = Caffeine.newBuilder()
            .maximumSize(4)
            .expireAfterAccess(Duration.ofMinutes(5))
            .scheduler(Scheduler.systemScheduler()) // else they would stay until somebody asks again
            .build();

    /** A store under {@code data}, whose packs are compiled by way of {@code compiledPacks}. */
    RevisionStore(Path data, CompiledPacks compiledPacks) {
        this(data, compiledPacks, new DurableFiles());
    }

    /** A store that writes by way of {@code files}. */
    public RevisionStore(Path data, CompiledPacks compiledPacks, DurableFiles files) {
        this.files = files;
        this.data = data;
        this.compiledPacks = compiledPacks;
    }

    /**
     * The kept revision of the pack {@code name}, read, checked and compiled again, as far as that goes; nothing where it is not
     * kept.
     */
    Loading pack(String name, String revision) {
        Path directory = packDirectory(revision, name);
        if (!REVISION.matcher(revision).matches() || !Files.isDirectory(directory)) {
            return Loading.nothing();
        }
        return loaded(List.of(directory));
    }

    /** Keeps {@code ruleSet}, which serves from {@code activatedAt} on; one that is kept already stays as it is. */
    void keep(RuleSet ruleSet, Instant activatedAt) throws IOException {
        inUse.put(ruleSet.revision(), ruleSet);
        Map<String, String> packs = new TreeMap<>();
        for (RulePack pack : ruleSet.packs()) {
            keep(pack);
            packs.put(pack.name(), pack.revision());
        }
        Path file = ruleSetFile(ruleSet.revision());
        if (!Files.exists(file)) {
            KeptRuleSet kept =
                    new KeptRuleSet(ruleSet.revision(), activatedAt, packs, List.copyOf(ruleSet.switchedOff()));
            files.write(file, JSON.writeValueAsBytes(kept));
        }
    }

    /** Notes that the rule set {@code revision} was used {@code now}, as far as that can be written: see {@link RevisionRetention}. */
    void used(String revision, Instant now) {
        try {
            Files.setLastModifiedTime(ruleSetFile(revision), FileTime.from(now));
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("revision", revision).log("it is not noted that a rule set is used");
        }
    }

    /** Keeps the files of {@code pack}. */
    void keep(RulePack pack) throws IOException {
        Path kept = data.resolve("revisions").resolve(pack.revision());
        if (whole.contains(kept) && Files.exists(kept.resolve(pack.name()))) {
            return;
        }
        if (isWhole(kept.resolve(pack.name()), pack.revision())) {
            whole.add(kept);
            return;
        }
        try {
            files.writeDirectory(kept, temporary -> pack.contents().writeTo(temporary.resolve(pack.name())));
            whole.add(kept);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            LOG.atDebug().addKeyValue("revision", pack.revision()).log("the revision is being kept elsewhere");
        }
    }

    /** Deletes what was left by servers that were ended while they wrote. */
    void deleteLeftovers() {
        for (Path directory : List.of(
                data,
                data.resolve("revisions"),
                data.resolve("rule-sets"),
                data.resolve("compiled"),
                data.resolve("incoming"))) {
            try {
                DurableFiles.deleteLeftovers(directory);
            } catch (IOException | UncheckedIOException e) {
                LOG.atWarn()
                        .addKeyValue("directory", directory)
                        .addKeyValue("failure", e.toString())
                        .log("what an earlier server left unfinished cannot be deleted");
            }
        }
    }

    /** Whether the kept revision of the pack {@code name} is of a policy; empty where that cannot be read. */
    Optional<Boolean> isPolicy(String name, String revision) {
        Path directory = packDirectory(revision, name);
        if (!REVISION.matcher(revision).matches() || !Files.isDirectory(directory)) {
            return Optional.empty();
        }
        return Optional.ofNullable(PackReader.read(directory).pack())
                .map(pack -> pack.manifest().isPolicy());
    }

    private static boolean isWhole(Path directory, String revision) {
        return Files.isDirectory(directory)
                && revision.equals(PackReader.read(directory).revision());
    }

    /**
     * The rule set of this revision, ready to decide: one in use, or one that is kept, which may take seconds to compile.
     * Empty where it is not kept, or no longer whole.
     */
    public Optional<RuleSet> ruleSet(String revision) {
        if (!REVISION.matcher(revision).matches()) {
            return Optional.empty();
        }
        RuleSet used = inUse.getIfPresent(revision);
        if (used != null) {
            return Optional.of(used);
        }
        RuleSet kept = asked.get(revision, key -> load(key).orElse(null));
        if (kept != null) {
            used(revision, Clock.systemUTC().instant());
        }
        return Optional.ofNullable(kept);
    }

    /** The revision of each pack that {@code lastGood} is of, by name; none where that is not kept. */
    Map<String, String> packsOf(LastGood lastGood) {
        return read(ruleSetFile(lastGood.revision()), KeptRuleSet.class)
                .map(KeptRuleSet::packs)
                .orElse(Map.of());
    }

    private Loading loaded(List<Path> directories) {
        return PackLoader.load(
                directories,
                PackLoader.Compiler.EXECUTABLE_MODEL,
                compiledPacks,
                RuleSet.of(List.of()),
                System::nanoTime,
                pack -> LOG.atInfo().addKeyValue("pack", pack).log("a kept revision is compiled again"));
    }

    private Optional<RuleSet> load(String revision) {
        Optional<KeptRuleSet> kept = read(ruleSetFile(revision), KeptRuleSet.class);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<Path> directories = new ArrayList<>();
        kept.get().packs().forEach((name, pack) -> directories.add(packDirectory(pack, name)));
        try {
            Loading loading = loaded(directories);
            RuleSet ruleSet = loading.ruleSet().withSwitchedOff(kept.get().switchedOff());
            if (loading.isSound() && ruleSet.revision().equals(revision)) {
                inUse.put(revision, ruleSet);
                return Optional.of(ruleSet);
            }
            LOG.atWarn().addKeyValue("revision", revision).log("a kept rule set is damaged");
        } catch (UncheckedIOException e) {
            LOG.atWarn()
                    .addKeyValue("revision", revision)
                    .addKeyValue("failure", e.toString())
                    .log("a kept rule set cannot be read");
        }
        return Optional.empty();
    }

    /** Remembers what serves: the last thing that is written of a change, and the one that decides after a crash. */
    void remember(LastGood lastGood) throws IOException {
        files.write(data.resolve(LAST_GOOD), JSON.writeValueAsBytes(lastGood));
    }

    /** What served last. */
    public Optional<AuditMark> lastAudited() {
        return lastGood().map(LastGood::audit);
    }

    Optional<LastGood> lastGood() {
        return read(data.resolve(LAST_GOOD), LastGood.class);
    }

    /** Whether what served last is not written down, or cannot be read, although something may have served. */
    public boolean isLastGoodMissing() {
        return lastGood().isEmpty() && (isLastGoodDamaged() || Files.exists(data.resolve("rule-sets")));
    }

    /** Whether there is such a file, but no content. */
    boolean isLastGoodDamaged() {
        return Files.exists(data.resolve(LAST_GOOD)) && lastGood().isEmpty();
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("failure", e.getClass().getSimpleName())
                    .log("a file of the data directory is damaged and is passed over");
            return Optional.empty();
        }
    }

    private Path ruleSetFile(String revision) {
        return data.resolve("rule-sets").resolve(revision + ".json");
    }

    private Path packDirectory(String revision, String name) {
        return data.resolve("revisions").resolve(revision).resolve(name);
    }
}
