package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditEntry;
import io.drover.server.audit.AuditLog;
import io.drover.server.audit.AuditMark;
import io.drover.server.audit.Author;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The treatments that operators have switched off or on again. What is switched is part of the rule set that serves, and of its
 * revision: to switch is to write down that it was done, to keep the new rule set for replays, and then to have it serve, which
 * is one write to the holder. Nothing is compiled, and no decision waits.
 *
 * <p>Thread-safe: one switching at a time, and none while an activation brings packs to serve; who only reads does not wait.
 */
public final class TreatmentSwitches {

    private static final Logger LOG = LoggerFactory.getLogger(TreatmentSwitches.class);

    private final RuleSetHolder holder;
    private final RevisionStore store;
    private final SwitchFile file;
    private final AuditLog audit;
    private final Clock clock;

    /** The last switching of each treatment, by key; replaced as a whole. */
    private volatile SortedMap<String, TreatmentSwitch> last = Collections.emptySortedMap();

    /** Switches of what {@code holder} has serve and {@code store} keeps, recorded in {@code file}, and in {@code audit} first. */
    public TreatmentSwitches(RuleSetHolder holder, RevisionStore store, SwitchFile file, AuditLog audit, Clock clock) {
        this.audit = audit;
        this.holder = holder;
        this.store = store;
        this.file = file;
        this.clock = clock;
    }

    /**
     * Takes up what was recorded before; to be called once, before packs are activated.
     *
     * @throws IOException if it cannot be read; the message says what to do about it
     */
    public synchronized void open() throws IOException {
        SortedMap<String, TreatmentSwitch> recorded = new TreeMap<>();
        file.read().forEach(taken -> recorded.put(taken.key(), taken));
        last = recorded;
        audit.lastSwitch()
                .filter(entry -> !isIn(recorded, entry))
                .ifPresent(entry -> audit.undo(entry.sequence(), "The server ended before it took effect."));
        if (!off(recorded).isEmpty()) {
            LOG.atInfo().addKeyValue("treatments", off(recorded)).log("treatments are switched off");
        }
    }

    private static boolean isIn(SortedMap<String, TreatmentSwitch> recorded, AuditEntry entry) {
        TreatmentSwitch known = recorded.get(String.valueOf(entry.treatment()));
        return known != null && known.at().equals(entry.at());
    }

    /** Has {@code taker} bring packs to serve, if it can, with the treatments that are switched off, which stay so until it returns. */
    synchronized boolean whileUnchanged(Predicate<Set<String>> taker) {
        return taker.test(off(last));
    }

    /** Tells of treatments that are switched off although none of the packs that serve has them. */
    void tellUnknown(RuleSet serving) {
        Set<String> unknown = off(last);
        unknown.removeIf(serving::hasTreatment);
        if (!unknown.isEmpty()) {
            LOG.atWarn().addKeyValue("treatments", unknown).log("treatments are switched off that no active pack has");
        }
    }

    /** Every treatment of an active pack, and every one that was ever switched, by key. */
    public List<TreatmentState> all() {
        SortedMap<String, TreatmentSwitch> switched = last;
        Optional<RuleSet> serving = holder.active().map(ActiveRules::ruleSet);
        Set<String> keys = new TreeSet<>(switched.keySet());
        serving.ifPresent(ruleSet -> keys.addAll(keysOf(ruleSet)));
        return keys.stream().map(key -> state(key, serving, switched.get(key))).toList();
    }

    /**
     * The treatment {@code key}.
     *
     * @throws UnknownTreatmentException if there is none
     * @throws NotReadyException if there are no rules, so that it is not known whether there is one
     */
    public TreatmentState state(String key) {
        TreatmentSwitch switched = last.get(key);
        if (switched == null) {
            requireKnown(key, holder.require().ruleSet());
        }
        return state(key, holder.active().map(ActiveRules::ruleSet), switched);
    }

    /**
     * Switches a treatment. To ask again for what is so already changes nothing, and records nothing.
     *
     * @param reason why, for those who look later
     * @return how it is now, for decisions that begin from now on
     * @throws UnknownTreatmentException if there is no such treatment
     * @throws NotReadyException if there are no rules, so that it is not known whether there is one
     * @throws NotRecordedException if it cannot be written down, and is therefore not done
     */
    public synchronized TreatmentState set(String key, boolean enabled, String reason, Author asker) {
        TreatmentState before = state(key);
        TreatmentSwitch known = before.lastSwitch();
        boolean isSo = known == null
                ? enabled
                : known.enabled() == enabled && known.reason().equals(reason);
        if (isSo) {
            return before;
        }
        TreatmentSwitch taken = new TreatmentSwitch(
                key, enabled, reason, clock.instant().truncatedTo(ChronoUnit.MILLIS), asker.name(), asker.requestId());
        SortedMap<String, TreatmentSwitch> next = new TreeMap<>(last);
        next.put(key, taken);
        Optional<RuleSet> serving =
                holder.active().map(active -> active.ruleSet().withSwitchedOff(off(next)));
        record(taken, serving);
        last = next;
        serving.ifPresent(ruleSet -> holder.serve(ActiveRules.of(ruleSet)));
        tell(taken, serving);
        return state(key);
    }

    /** Whatever fails, what was recorded is what it was, and so is what serves. */
    private void record(TreatmentSwitch taken, Optional<RuleSet> serving) {
        try {
            if (serving.isPresent()) {
                store.used(holder.require().ruleSet().revision(), taken.at());
                store.keep(serving.get(), taken.at());
            }
            AuditMark mark = audit.append(AuditDraft.ofSwitch(
                            taken.at(),
                            new Author(taken.by(), taken.requestId()),
                            taken.reason(),
                            taken.key(),
                            taken.enabled())
                    .withRuleSet(serving.map(RuleSet::revision).orElse(null)));
            appendOrUndo(taken, mark);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("key", taken.key())
                    .addKeyValue("enabled", taken.enabled())
                    .addKeyValue("failure", e.toString())
                    .log("a treatment is not switched, since that cannot be recorded");
            throw new NotRecordedException(e);
        }
    }

    private void appendOrUndo(TreatmentSwitch taken, AuditMark mark) throws IOException {
        try {
            file.append(taken);
        } catch (IOException e) {
            audit.undo(mark.sequence(), "It could not be written to the list of switches.");
            throw e;
        }
    }

    private static void tell(TreatmentSwitch taken, Optional<RuleSet> serving) {
        LOG.atWarn()
                .addKeyValue("key", taken.key())
                .addKeyValue("enabled", taken.enabled())
                .addKeyValue("by", taken.by())
                .addKeyValue("requestId", taken.requestId())
                .addKeyValue("revision", serving.map(RuleSet::revision).orElse(null))
                .log(taken.enabled() ? "a treatment is switched on again" : "a treatment is switched off");
    }

    private static Set<String> off(SortedMap<String, TreatmentSwitch> switches) {
        Set<String> off = new TreeSet<>();
        switches.values().stream().filter(taken -> !taken.enabled()).forEach(taken -> off.add(taken.key()));
        return off;
    }

    private static Collection<String> keysOf(RuleSet ruleSet) {
        Set<String> keys = new TreeSet<>();
        ruleSet.packs().forEach(pack -> keys.addAll(pack.manifest().treatments().keySet()));
        return keys;
    }

    private static void requireKnown(String key, RuleSet ruleSet) {
        if (!ruleSet.hasTreatment(key)) {
            throw new UnknownTreatmentException(NearestName.of(key, keysOf(ruleSet))
                    .map(nearest -> "There is no treatment of this key; did you mean " + nearest + "?")
                    .orElse("No active pack has a treatment of this key; GET /v1/treatments lists those there are."));
        }
    }

    private static TreatmentState state(String key, Optional<RuleSet> serving, @Nullable TreatmentSwitch switched) {
        Optional<CompiledPack> pack = serving.flatMap(ruleSet -> ruleSet.compiledPacks().stream()
                .filter(each -> each.source().manifest().treatments().containsKey(key))
                .findFirst());
        Boolean inCatalogue = pack.map(
                        found -> found.source().manifest().treatments().get(key))
                .map(TreatmentDefinition::enabled)
                .orElse(null);
        boolean isOn = switched == null || switched.enabled();
        return new TreatmentState(
                key,
                pack.map(CompiledPack::name).orElse(null),
                isOn && !Boolean.FALSE.equals(inCatalogue),
                inCatalogue,
                switched);
    }
}
