package io.drover.engine.scenario;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.Taxonomy;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names that the expectations of a scenario may use: those of the packs that decide in it. */
record KnownNames(
        Map<String, Taxonomy> taxonomies,
        Set<String> scores,
        Set<String> segments,
        Set<String> treatments,
        Set<String> rules) {

    /** The names of {@code packs}. */
    static KnownNames of(Collection<CompiledPack> packs) {
        KnownNames names = new KnownNames(
                new LinkedHashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (CompiledPack pack : packs) {
            Manifest manifest = pack.source().manifest();
            names.taxonomies.putAll(manifest.taxonomies());
            names.scores.addAll(manifest.scores().keySet());
            names.segments.addAll(manifest.segments().keySet());
            names.treatments.addAll(manifest.treatments().keySet());
            pack.parsed().rules().stream().map(ParsedRule::name).forEach(names.rules::add);
        }
        return names;
    }
}
