package io.drover.server.config;

import org.jspecify.annotations.Nullable;

/**
 * How packs come to serve.
 *
 * @param sources where they come from
 * @param git the repository of those that come from one; null: there is none
 * @param inMemory how many revisions of a pack that served stay compiled in memory
 * @param maxBytes the size up to which a pack is pushed
 * @param days that a revision stays after it was last used; 0: for ever
 */
public record PacksConfig(SourcesConfig sources, @Nullable GitConfig git, int inMemory, int maxBytes, int days) {}
