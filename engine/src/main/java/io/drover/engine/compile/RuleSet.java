package io.drover.engine.compile;

import io.drover.engine.pack.RulePack;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All active packs, compiled: immutable, safe to share between threads. A decision uses one from beginning to end. */
public final class RuleSet {

    private final List<CompiledPack> packs;
    private final String revision;

    RuleSet(Collection<CompiledPack> packs) {
        this.packs =
                packs.stream().sorted(Comparator.comparing(CompiledPack::name)).toList();
        this.revision = revision(this.packs);
    }

    /** The rule set of {@code packs}, no two of which define the same name. */
    public static RuleSet of(Collection<CompiledPack> packs) {
        return new RuleSet(packs);
    }

    private static String revision(List<CompiledPack> packs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (CompiledPack pack : packs) {
                digest.update((pack.name() + " " + pack.source().revision() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SHA-256, in hexadecimal, of the names and revisions of the packs. */
    public String revision() {
        return revision;
    }

    /** The same packs, none of whose evaluations takes over the session of another: slower, and of the same results. */
    public RuleSet withFreshSessions() {
        return new RuleSet(packs.stream().map(CompiledPack::withFreshSessions).toList());
    }

    /** The packs' sources, by name. */
    public List<RulePack> packs() {
        return packs.stream().map(CompiledPack::source).toList();
    }

    /** The packs, by name. */
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
