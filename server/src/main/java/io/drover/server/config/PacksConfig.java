package io.drover.server.config;

/**
 * How packs come to serve.
 *
 * @param sources where they come from
 * @param inMemory how many revisions of a pack that served stay compiled in memory
 * @param maxBytes the size up to which a pack is pushed
 */
public record PacksConfig(SourcesConfig sources, int inMemory, int maxBytes) {}
