package io.drover.engine.compile;

import io.drover.engine.pack.Threshold;
import java.util.SortedMap;

/** Makes packs as they would be with other thresholds. Thread-safe. */
@FunctionalInterface
public interface Variants {

    /**
     * The pack {@code plain} with the thresholds {@code changed}, by name, in place of its own; the revision stays that of {@code
     * plain}. May take as long as a compilation.
     */
    CompiledPack of(CompiledPack plain, SortedMap<String, Threshold> changed);
}
