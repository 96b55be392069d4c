package io.drover.server.config;

import java.util.Map;

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
}
