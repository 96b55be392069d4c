package io.drover.engine.scenario;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.decide.InventedTreatment;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.Taxonomy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names that the expectations of a scenario may use: those of the packs that decide in it. */
record KnownNames(
        Map<String, Taxonomy> taxonomies,
        Set<String> scores,
        Set<String> segments,
        Set<String> treatments,
        Map<String, Set<String>> rulesByPack) {

    /** The names of {@code packs}. */
    static KnownNames of(Collection<CompiledPack> packs) {
        KnownNames names = new KnownNames(
                new LinkedHashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashMap<>());
        for (CompiledPack pack : packs) {
            Manifest manifest = pack.source().manifest();
            names.taxonomies.putAll(manifest.taxonomies());
            names.scores.addAll(manifest.scores().keySet());
            names.segments.addAll(manifest.segments().keySet());
            names.treatments.addAll(manifest.treatments().keySet());
            names.rulesByPack.put(
                    pack.name(),
                    pack.parsed().rules().stream().map(ParsedRule::name).collect(Collectors.toSet()));
        }
        return names;
    }

    /** The same names, and the keys of {@code candidates}. */
    KnownNames withTreatments(Collection<InventedTreatment> candidates) {
        Set<String> all = new HashSet<>(treatments);
        candidates.forEach(candidate -> all.add(candidate.definition().key()));
        return new KnownNames(taxonomies, scores, segments, all, rulesByPack);
    }

    /** The rules of all packs. */
    Set<String> rules() {
        return rulesByPack.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Whether {@code pack} has the rule. */
    boolean isRuleOf(String pack, String rule) {
        return rulesByPack.getOrDefault(pack, Set.of()).contains(rule);
    }
}
