package io.drover.server.activation;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.RulePack;
import io.drover.server.activation.PackStatus.Active;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the rules that serve can serve again after a restart: has the store keep them, remembers where it could not,
 * and has it try again. Used by one thread at a time.
 */
final class Keeping {

    /**
     * Rules that serve.
     *
     * @param at since when they serve together
     * @param packs which revision of each pack serves, and since when
     */
    record Serving(RuleSet ruleSet, Instant at, Map<String, Active> packs) {

        Serving {
            packs = Map.copyOf(packs);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final RevisionStore store;
    private final Path rules;

    /** What serves and is not kept. */
    private @Nullable Serving owed;

    /** Keeps in {@code store} what comes out of the directory {@code rules}. */
    Keeping(RevisionStore store, Path rules) {
        this.store = store;
        this.rules = rules;
    }

    /** Whether there are rules that served before out of the same directory. */
    boolean hasLastGood() {
        return store.lastGood(rules).isPresent();
    }

    /** Which revision of each pack served last, by name. */
    Map<String, String> lastServed() {
        return store.lastGood(rules).map(store::packsOf).orElse(Map.of());
    }

    /** Deletes what was left by servers that were ended while they wrote. */
    void deleteLeftovers() {
        store.deleteLeftovers();
    }

    /** What served before the restart, as far as it is still there; {@code now} is for what is not known of it. */
    Optional<Serving> recall(Instant now) {
        return store.lastGood(rules).flatMap(lastGood -> {
            Optional<RuleSet> ruleSet = store.ruleSet(lastGood);
            LOG.atWarn()
                    .addKeyValue("rules", rules)
                    .addKeyValue("revision", lastGood.revision())
                    .addKeyValue("kept", ruleSet.isPresent())
                    .log("the rules directory cannot serve as it is; the last good rules are taken");
            return ruleSet.map(kept -> {
                Map<String, Active> packs = new HashMap<>();
                for (RulePack pack : kept.packs()) {
                    Instant since = lastGood.packs().getOrDefault(pack.name(), now);
                    packs.put(pack.name(), new Active(pack.revision(), since));
                }
                return new Serving(kept, now, packs);
            });
        });
    }

    /**
     * Has {@code serving} kept.
     *
     * @return why it is not, a sentence; empty where it is
     */
    Optional<String> keep(Serving serving) {
        Map<String, Instant> since = new HashMap<>();
        serving.packs().forEach((name, pack) -> since.put(name, pack.activatedAt()));
        Optional<String> notKept = store.keep(serving.ruleSet(), serving.at());
        if (notKept.isEmpty()) { // else the last good ones that are kept stay the last good ones
            notKept = store.remember(rules, serving.ruleSet(), since);
        }
        owed = notKept.isPresent() ? serving : null;
        return notKept;
    }

    /** Whether what serves is not kept, so that it is to be tried again although no file changes. */
    boolean isOwed() {
        return owed != null;
    }

    /** Tries again to keep what is not; whether that has succeeded now. */
    boolean keepOwed() {
        Serving serving = owed;
        if (serving == null || keep(serving).isPresent()) {
            return false;
        }
        LOG.atInfo().addKeyValue("revision", serving.ruleSet().revision()).log("the rules that serve are kept now");
        return true;
    }
}
