package io.drover.engine.compile;

import io.drover.engine.pack.RulePack;
import io.drover.engine.rfm.CutTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

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

    /** The cut table that scores a customer who comes without scores: the one called {@code id}, else the configured one. */
    public Optional<CutTable> rfmCutTable(Optional<String> id) {
        return id.isPresent()
                ? packs.stream()
                        .flatMap(pack ->
                                Optional.ofNullable(pack.source().cutTables().get(id.get())).stream())
                        .findFirst()
                : packs.stream()
                        .flatMap(pack ->
                                Optional.ofNullable(pack.source().manifest().rfmCutTable())
                                        .map(pack.source().cutTables()::get)
                                        .stream())
                        .findFirst();
    }
}
