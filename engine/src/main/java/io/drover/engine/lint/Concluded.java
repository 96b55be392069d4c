package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.Taxonomy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can come of the rules of a pack: the segments and values that one of them concludes. */
final class Concluded {

    private final Set<ConclusionName> names = new HashSet<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    /** The taxonomies of which a rule concludes a value that is no text in the rule. */
    private final Set<String> open = new HashSet<>();

    Concluded(CompiledPack pack) {
        for (ParsedRule rule : pack.parsed().rules()) {
            names.addAll(rule.concludes());
            for (TaxonomyRule proposal : TaxonomyRule.of(rule)) {
                if (proposal.value() == null) {
                    open.add(proposal.taxonomy());
                } else {
                    values.computeIfAbsent(proposal.taxonomy(), added -> new HashSet<>())
                            .add(proposal.value());
                }
            }
        }
    }

    /** Whether a rule concludes the segment. */
    boolean isConcluded(String segment) {
        return names.contains(new ConclusionName(ConclusionName.Kind.SEGMENT, segment));
    }

    /** The values that a taxonomy can have. */
    List<String> possible(Taxonomy taxonomy) {
        return taxonomy.valueNames().stream()
                .filter(value -> open.contains(taxonomy.name())
                        || value.equals(taxonomy.defaultValue())
                        || values.getOrDefault(taxonomy.name(), Set.of()).contains(value))
                .toList();
    }
}
