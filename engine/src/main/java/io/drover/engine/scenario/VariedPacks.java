package io.drover.engine.scenario;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.Threshold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * Packs as scenarios try them; the last ones are kept. What was made of a pack is given up with the pack, to which nothing here
 * holds on. Thread-safe.
 */
final class VariedPacks {

    /** Of one pack; each has classes of its own, and a pack may have thousands of scenarios that try something else. */
    private static final int MOST_KEPT = 16;

    private final CompiledPacks compiledPacks = new CompiledPacks(CompiledPackStore.NONE);
    private final Compiler compiler;
    private final Cache<CompiledPack, Cache<SortedMap<String, Threshold>, CompiledPack>> packs =
            Caffeine.newBuilder().weakKeys().build();
    private final Cache<CompiledPack, RelaxedPack> relaxed =
            Caffeine.newBuilder().weakKeys().maximumSize(MOST_KEPT).build();

    /** Packs that {@code compiler} makes. */
    VariedPacks(Compiler compiler) {
        this.compiler = compiler;
    }

    /** The packs of {@code ruleSet} that {@code scenario} has decide, with what it tries. */
    RuleSet of(RuleSet ruleSet, Scenario scenario) {
        Variation variation = scenario.variation();
        RuleSet plain = ruleSet.only(scenario.packs());
        List<CompiledPack> changed = new ArrayList<>();
        variation
                .thresholds()
                .forEach((name, thresholds) -> plain.pack(name).ifPresent(pack -> changed.add(with(pack, thresholds))));
        RuleSet tried = changed.isEmpty() ? plain : plain.withPacks(changed);
        PolicyRules policy = variation.policy();
        return policy == null
                ? tried
                : tried.policy()
                        .map(pack -> tried.withPacks(List.of(pack.withPolicy(policy))))
                        .orElse(tried);
    }

    private CompiledPack with(CompiledPack pack, SortedMap<String, Threshold> thresholds) {
        return packs.get(
                        pack,
                        key -> Caffeine.newBuilder().maximumSize(MOST_KEPT).build())
                .get(thresholds, key -> compiled(pack, key.values()));
    }

    private CompiledPack compiled(CompiledPack pack, Collection<Threshold> thresholds) {
        return compiler == Compiler.CLASSIC
                ? CompiledPacks.classicVariant(pack, thresholds)
                : compiledPacks.variant(pack, thresholds).pack();
    }

    /** The relaxed rules of {@code tried}, which is a variation of the pack of {@code plain}, or that pack itself. */
    RelaxedPack relaxed(RelaxedPack plain, CompiledPack tried) {
        boolean same = tried.source().thresholds().equals(plain.pack().source().thresholds());
        return same ? plain : relaxed.get(tried, plain::with);
    }
}
