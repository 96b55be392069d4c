package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.pack.Manifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A name that two packs define, of which one may be an older revision than the one on disk. */
final class NameClash {

    private NameClash() {}

    /** A sentence on the first name that two of {@code packs} define. */
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
        return Optional.empty();
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
