package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditLog;
import io.drover.server.audit.AuditMark;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the rules that are to serve can serve again after a restart, and that it is known how they came to: writes all of
 * it, in the order that leaves the old rules or the new ones after a crash at any moment. Used by one thread at a time.
 */
final class Keeping {

    /**
     * Rules that are to serve.
     *
     * @param at since when they serve together
     * @param packs which revision of each pack serves, and since when
     * @param pins the packs that are held
     * @param lost packs that would serve if they had not been lost, and their revisions
     * @param records of the packs that did not serve until now
     * @param audit what is to be recorded of it; null: nothing, since it served before
     */
    record Serving(
            RuleSet ruleSet,
            Instant at,
            Map<String, Active> packs,
            Map<String, Pin> pins,
            Map<String, String> lost,
            List<RevisionRecord> records,
            @Nullable AuditDraft audit) {

        Serving {
            packs = Map.copyOf(packs);
            pins = Map.copyOf(pins);
            lost = Map.copyOf(lost);
            records = List.copyOf(records);
        }

        private LastGood lastGood(Path rules, @Nullable AuditMark mark) {
            Map<String, Instant> since = new HashMap<>();
            Map<String, String> revisions = new HashMap<>(lost);
            packs.forEach((name, pack) -> {
                since.put(name, pack.activatedAt());
                revisions.put(name, pack.revision());
            });
            String policy = ruleSet.compiledPacks().stream()
                    .filter(CompiledPack::isPolicy)
                    .map(CompiledPack::name)
                    .findFirst()
                    .orElse("");
            return new LastGood(LastGood.identity(rules), ruleSet.revision(), since, revisions, policy, pins, mark);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final RevisionStore store;
    private final RevisionRecords records;
    private final AuditLog audit;
    private final Path rules;

    private Past past = Past.NOTHING;

    /** The line of the audit that says how what serves came about. */
    private @Nullable AuditMark mark;

    /** What is kept, and of which it is not told yet that it serves. */
    private @Nullable Serving untold;

    /** What serves and is not kept. */
    private @Nullable Serving owed;

    /** Keeps in {@code store} what comes out of the directory {@code rules}. */
    Keeping(RevisionStore store, RevisionRecords records, AuditLog audit, Path rules) {
        this.store = store;
        this.records = records;
        this.audit = audit;
        this.rules = rules;
    }

    /** Whether there are rules that served before out of the same directory. */
    boolean hasLastGood() {
        return store.lastGood().filter(lastGood -> lastGood.isOf(rules)).isPresent();
    }

    /**
     * Finds out what served last; to be called once. Deletes what was left by servers that were ended while they wrote, and says of
     * what they began that it did not come to pass.
     */
    void begin() {
        store.deleteLeftovers();
        past = Past.of(store, audit);
        mark = past.mark();
        past.served()
                .forEach((name, revision) ->
                        tellServed(name, revision, past.since().get(name)));
    }

    /** What served last, before this server was started. */
    Past past() {
        return past;
    }

    /** Whether the pack {@code name}, of which a revision is lost, may be the policy. */
    boolean mayBePolicy(String name) {
        String policy = past.policy();
        return policy != null
                ? policy.equals(name)
                : records.of(name).stream()
                        .flatMap(record -> store.isPolicy(name, record.revision()).stream())
                        .findFirst()
                        .orElse(true);
    }

    /** The kept revision of a pack; empty where it is lost. */
    Optional<CompiledPack> pack(String name, String revision) {
        try {
            return store.pack(name, revision)
                    .ruleSet()
                    .pack(name)
                    .filter(pack -> pack.source().revision().equals(revision));
        } catch (UncheckedIOException e) {
            LOG.atWarn()
                    .addKeyValue("pack", name)
                    .addKeyValue("revision", revision)
                    .addKeyValue("failure", e.toString())
                    .log("a kept revision cannot be read");
            return Optional.empty();
        }
    }

    /**
     * Has {@code serving} kept and recorded.
     *
     * @throws IOException if it cannot be; then it is as if it had not been tried, and the record says so
     */
    void keep(Serving serving) throws IOException {
        store.keep(serving.ruleSet(), serving.at());
        for (RevisionRecord record : serving.records()) {
            if (records.of(record.pack(), record.revision()).isEmpty()) {
                records.keep(record.activated(null));
            }
        }
        AuditDraft draft = serving.audit();
        AuditMark line = draft == null ? mark : audit.append(draft);
        try {
            store.remember(serving.lastGood(rules, line));
        } catch (IOException e) {
            if (draft != null && line != null) {
                audit.undo(line.sequence(), "It could not be written which rules are to serve.");
            }
            throw e;
        }
        mark = line;
        untold = serving;
        owed = null;
    }

    /**
     * That what was kept serves now. Only from here on a revision counts as one that did, and needs no gate to serve again; a
     * crash before is made up for at the next start.
     */
    void tellServed() {
        List<RevisionRecord> served = untold == null ? List.of() : untold.records();
        untold = null;
        served.forEach(record -> tellServed(record.pack(), record.revision(), record.activatedAt()));
    }

    private void tellServed(String name, String revision, @Nullable Instant since) {
        try {
            records.served(name, revision, since);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("pack", name)
                    .addKeyValue("revision", revision)
                    .addKeyValue("failure", e.toString())
                    .log("it cannot be written down since when a revision serves; the next start does");
        }
    }

    /** That {@code serving} serves although it cannot be kept. */
    void owe(Serving serving) {
        owed = serving;
    }

    /** Whether what serves is not kept, so that it is to be tried again although no file changes. */
    boolean isOwed() {
        return owed != null;
    }

    /** Tries again to keep what is not; whether that has succeeded now. */
    boolean keepOwed() {
        Serving serving = owed;
        if (serving == null) {
            return false;
        }
        try {
            keep(serving);
        } catch (IOException e) {
            return false;
        }
        tellServed();
        LOG.atInfo().addKeyValue("revision", serving.ruleSet().revision()).log("the rules that serve are kept now");
        return true;
    }

    /** A sentence on what does not work, for whoever looks at a pack. */
    static String sentence(IOException failure) {
        return "The data directory cannot be written (" + DurableFiles.reason(failure)
                + "), so a restart would serve what was kept last.";
    }
}
