package io.drover.engine.compile;

import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.RulePack;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All active packs, compiled, and the treatments of them that an operator has switched off: immutable, safe to share between
 * threads. A decision uses one from beginning to end.
 */
public final class RuleSet {

    private final List<CompiledPack> packs;
    private final List<CompiledPack> deciding;
    private final @Nullable CompiledPack policy;
    private final SortedSet<String> switchedOff;
    private final boolean partial;
    private final String revision;
    private final SortedSet<String> purposes;

    RuleSet(Collection<CompiledPack> packs) {
        this(packs, List.of(), false);
    }

    private RuleSet(Collection<CompiledPack> packs, Collection<String> switchedOff, boolean partial) {
        this.packs =
                packs.stream().sorted(Comparator.comparing(CompiledPack::name)).toList();
        this.deciding = this.packs.stream().filter(pack -> !pack.isPolicy()).toList();
        this.policy =
                this.packs.stream().filter(CompiledPack::isPolicy).findFirst().orElse(null);
        this.switchedOff = new TreeSet<>(switchedOff);
        this.switchedOff.removeIf(key -> !hasTreatment(key));
        this.partial = partial;
        this.revision = revision(this.packs, this.switchedOff);
        this.purposes = purposes(this.packs);
    }

    /** The rule set of {@code packs}, no two of which define the same name. */
    public static RuleSet of(Collection<CompiledPack> packs) {
        return new RuleSet(packs);
    }

    /**
     * The same packs with the treatments {@code keys} switched off, and no others; keys that no pack has are left out. What is
     * compiled is shared.
     */
    public RuleSet withSwitchedOff(Collection<String> keys) {
        return new RuleSet(packs, keys, partial);
    }

    /**
     * The same rules with {@code others} in place of the packs of the same names. The revision is that of the packs' sources, which
     * packs that are to be tried only share with the plain ones.
     */
    public RuleSet withPacks(Collection<CompiledPack> others) {
        Map<String, CompiledPack> byName = new TreeMap<>();
        packs.forEach(pack -> byName.put(pack.name(), pack));
        others.forEach(pack -> byName.put(pack.name(), pack));
        return new RuleSet(byName.values(), switchedOff, partial);
    }

    /** The keys of the treatments that are withheld as disabled, whatever the catalogues say. */
    public SortedSet<String> switchedOff() {
        return Collections.unmodifiableSortedSet(switchedOff);
    }

    /** Whether a candidate for the treatment {@code key} is withheld, whatever its catalogue says. */
    public boolean isSwitchedOff(String key) {
        return !switchedOff.isEmpty() && switchedOff.contains(key);
    }

    /** Whether a pack has the treatment {@code key} in its catalogue. */
    public boolean hasTreatment(String key) {
        return packs.stream()
                .anyMatch(pack -> pack.source().manifest().treatments().containsKey(key));
    }

    private static SortedSet<String> purposes(List<CompiledPack> packs) {
        SortedSet<String> purposes = new TreeSet<>();
        for (CompiledPack pack : packs) {
            pack.source().manifest().treatments().values().forEach(treatment -> purposes.add(treatment.purpose()));
            for (ParsedRule rule : pack.parsed().rules()) {
                SortedMap<String, SortedSet<String>> members =
                        rule.use().facts().get("Consent");
                purposes.addAll(members == null ? List.of() : members.getOrDefault("purpose", new TreeSet<>()));
            }
        }
        return Collections.unmodifiableSortedSet(purposes);
    }

    /** The purposes for which consents are looked at: those of all treatments, and those that rules look for. */
    public SortedSet<String> purposes() {
        return purposes;
    }

    /** Whether {@code other} is of the same packs in the same revisions, whatever is switched off in either. */
    public boolean hasPacksOf(RuleSet other) {
        return revision(packs, Collections.emptySortedSet())
                .equals(revision(other.packs, Collections.emptySortedSet()));
    }

    private static String revision(List<CompiledPack> packs, SortedSet<String> switchedOff) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (CompiledPack pack : packs) {
                digest.update((pack.name() + " " + pack.source().revision() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            for (String key : switchedOff) { // no pack's name begins with a mark
                digest.update(("! " + key + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SHA-256, in hexadecimal, of the names and revisions of the packs, and of what is switched off. */
    public String revision() {
        return revision;
    }

    /** The same packs, none of whose evaluations takes over the session of another: slower, and of the same results. */
    public RuleSet withFreshSessions() {
        return new RuleSet(packs.stream().map(CompiledPack::withFreshSessions).toList(), switchedOff, partial);
    }

    /**
     * The packs called {@code names} and no others, for a trial, with nothing switched off: that a policy pack is left
     * out is then meant, and nothing to be warned of.
     */
    public RuleSet only(Collection<String> names) {
        return new RuleSet(
                packs.stream().filter(pack -> names.contains(pack.name())).toList(), List.of(), true);
    }

    /** Whether packs were left out on purpose. */
    public boolean isPartial() {
        return partial;
    }

    /** The packs' sources, by name. */
    public List<RulePack> packs() {
        return packs.stream().map(CompiledPack::source).toList();
    }

    /** The packs that classify and propose treatments, by name. */
    public List<CompiledPack> decidingPacks() {
        return deciding;
    }

    /** The pack that says which of the proposed treatments may be given, if there is one. */
    public Optional<CompiledPack> policy() {
        return Optional.ofNullable(policy);
    }

    /** All packs, by name. */
    public List<CompiledPack> compiledPacks() {
        return packs;
    }

    /** The pack called {@code name}. */
    public Optional<CompiledPack> pack(String name) {
        return packs.stream().filter(pack -> pack.name().equals(name)).findFirst();
    }

    /** The cut table of {@code metric}: the chosen one, else the configured one. */
    public Optional<CutTable> cutTable(String metric, Optional<CutTableChoice> choice) {
        if (choice.isPresent() && choice.get() instanceof CutTableChoice.Inline inline) {
            return Optional.of(inline.table());
        }
        for (CompiledPack pack : packs) {
            RulePack source = pack.source();
            String id = choice.isPresent()
                    ? choice.get().tableId()
                    : source.manifest().cutTables().get(metric);
            CutTable table = id == null ? null : source.cutTables().get(id);
            if (table != null && table.metric().equals(metric)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    /** By metric, the cut table that {@code pack} configures. */
    public static Map<String, CutTable> configured(RulePack pack) {
        Map<String, CutTable> tables = new TreeMap<>();
        pack.manifest().cutTables().forEach((metric, id) -> {
            CutTable table = pack.cutTables().get(id);
            if (table != null) {
                tables.put(metric, table);
            }
        });
        return tables;
    }

    /** The metrics that packs configure a cut table for. */
    public SortedSet<String> cutTableMetrics() {
        return packs.stream()
                .flatMap(pack -> pack.source().manifest().cutTables().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
