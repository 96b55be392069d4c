package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.pack.Manifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What two packs cannot both have, of which one may be an older revision than the one on disk: a name, or the policy. */
final class NameClash {

    private NameClash() {}

    /** A sentence on the first thing that two of {@code packs} have. */
    static Optional<String> in(Collection<CompiledPack> packs) {
        Map<String, String> owners = new HashMap<>();
        for (CompiledPack pack : packs) {
            for (Map.Entry<String, Collection<String>> kind :
                    names(pack.source().manifest()).entrySet()) {
                for (String name : kind.getValue()) {
                    String owner = owners.putIfAbsent(kind.getKey() + name, pack.name());
                    if (owner != null) {
                        return Optional.of("the " + kind.getKey() + "\"" + name + "\" is defined by " + owner
                                + " and by " + pack.name() + ", as they would serve");
                    }
                }
            }
        }
        List<String> policies = packs.stream()
                .filter(CompiledPack::isPolicy)
                .map(CompiledPack::name)
                .toList();
        return policies.size() < 2
                ? Optional.empty()
                : Optional.of(String.join(" and ", policies) + " would both serve as policy packs");
    }

    private static Map<String, Collection<String>> names(Manifest manifest) {
        Map<String, Collection<String>> names = new LinkedHashMap<>();
        names.put("taxonomy ", manifest.taxonomies().keySet());
        names.put("score ", manifest.scores().keySet());
        names.put("segment ", manifest.segments().keySet());
        names.put("treatment ", manifest.treatments().keySet());
        return names;
    }
}
