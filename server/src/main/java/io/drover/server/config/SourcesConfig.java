package io.drover.server.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where packs come from.
 *
 * @param byDefault those that are not named
 * @param ofPacks by name of the pack
 */
public record SourcesConfig(SourceKind byDefault, Map<String, SourceKind> ofPacks) {

    public SourcesConfig {
        ofPacks = Map.copyOf(ofPacks);
    }

    /** The one source of {@code pack}. */
    public SourceKind of(String pack) {
        return ofPacks.getOrDefault(pack, byDefault);
    }

    /** Whether {@code pack} is read from somewhere, again and again, instead of being pushed. */
    public boolean isRead(String pack) {
        return of(pack) != SourceKind.API;
    }

    /** Whether any pack may come from {@code kind}. */
    boolean has(SourceKind kind) {
        return byDefault == kind || ofPacks.containsValue(kind);
    }

    /** The packs that are said by name to come from {@code kind}. */
    public Set<String> named(SourceKind kind) {
        Set<String> names = new TreeSet<>(ofPacks.keySet());
        names.removeIf(name -> ofPacks.get(name) != kind);
        return names;
    }
}
