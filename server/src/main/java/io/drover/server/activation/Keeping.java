package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditLog;
import io.drover.server.audit.AuditMark;
import java.io.IOException;
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
     * @param records of the packs that did not serve until now
     * @param audit what is to be recorded of it; null: nothing, since it served before
     */
    record Serving(
            RuleSet ruleSet,
            Instant at,
            Map<String, Active> packs,
            Map<String, Pin> pins,
            List<RevisionRecord> records,
            @Nullable AuditDraft audit) {

        Serving {
            packs = Map.copyOf(packs);
            pins = Map.copyOf(pins);
            records = List.copyOf(records);
        }

        private LastGood lastGood(Path rules, @Nullable AuditMark mark) {
            Map<String, Instant> since = new HashMap<>();
            packs.forEach((name, pack) -> since.put(name, pack.activatedAt()));
            return new LastGood(LastGood.identity(rules), ruleSet.revision(), since, pins, mark);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final RevisionStore store;
    private final RevisionRecords records;
    private final AuditLog audit;
    private final Path rules;

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
        return lastGood().isPresent();
    }

    private Optional<LastGood> lastGood() {
        return store.lastGood().filter(lastGood -> lastGood.isOf(rules));
    }

    /** Which revision of each pack served last, by name, out of whatever directory. */
    Map<String, String> lastServed() {
        return store.lastGood().map(store::packsOf).orElse(Map.of());
    }

    /** The packs that were held last. */
    Map<String, Pin> lastPins() {
        return store.lastGood().map(LastGood::pins).orElse(Map.of());
    }

    /** Since when {@code pack} was active when the server was stopped; {@code now} where that is not known. */
    Instant lastSince(String pack, Instant now) {
        return store.lastGood().map(lastGood -> lastGood.packs().get(pack)).orElse(now);
    }

    /** Deletes what was left by servers that were ended while they wrote, and says of what they began that it did not come to pass. */
    void clean() {
        store.deleteLeftovers();
        audit.undoSince(store.lastAudited().orElse(null));
    }

    /** The packs that served before the restart, as far as they are still there. */
    Optional<RuleSet> recall() {
        return lastGood().flatMap(lastGood -> {
            Optional<RuleSet> ruleSet = store.ruleSet(lastGood);
            LOG.atWarn()
                    .addKeyValue("rules", rules)
                    .addKeyValue("revision", lastGood.revision())
                    .addKeyValue("kept", ruleSet.isPresent())
                    .log("the rules directory cannot serve as it is; the last good rules are taken");
            return ruleSet;
        });
    }

    /** The kept revision of a pack. */
    Optional<CompiledPack> pack(String name, String revision) {
        return store.pack(name, revision)
                .ruleSet()
                .pack(name)
                .filter(pack -> pack.source().revision().equals(revision));
    }

    /**
     * Has {@code serving} kept and recorded.
     *
     * @throws IOException if it cannot be; then it is as if it had not been tried, and the record says so
     */
    void keep(Serving serving) throws IOException {
        store.keepWhole(serving.ruleSet(), serving.at());
        for (RevisionRecord record : serving.records()) {
            records.keep(record);
        }
        AuditDraft draft = serving.audit();
        AuditMark mark = draft == null ? store.lastAudited().orElse(null) : audit.append(draft);
        try {
            store.remember(serving.lastGood(rules, mark));
        } catch (IOException e) {
            if (draft != null && mark != null) {
                audit.undo(mark.sequence(), "It could not be written which rules are to serve.");
            }
            throw e;
        }
        owed = null;
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
        LOG.atInfo().addKeyValue("revision", serving.ruleSet().revision()).log("the rules that serve are kept now");
        return true;
    }

    /** A sentence on what does not work, for whoever looks at a pack. */
    static String sentence(IOException failure) {
        return "The data directory cannot be written (" + failure.getClass().getSimpleName()
                + "), so this revision would be lost at a restart.";
    }
}
