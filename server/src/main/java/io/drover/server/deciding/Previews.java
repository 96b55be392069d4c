package io.drover.server.deciding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.CompiledPacks.Variant;
import io.drover.engine.compile.Variants;
import io.drover.engine.pack.Threshold;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packs with other thresholds, by content: those that previews asked for lately and most, as long as they are few, small and in use.
 * What is let go, is let go with its classes. Thread-safe; who asks for one that is being made waits for it.
 */
public final class Previews implements Variants {

    /** In bytes of compiled form, a small part of what a pack takes in memory. */
    private static final long MOST_BYTES = 8L << 20;

    private static final int MOST = 8;
    private static final Duration UNUSED = Duration.ofMinutes(10);

    /** What a variant is: of which content, and with which values. */
    private record Key(String pack, String revision, Map<String, Object> values) {}

    private final CompiledPacks compiledPacks;
    private final Cache<Key, Variant> variants = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .<Key, Variant>weigher((key, variant) -> (int) Math.max(MOST_BYTES / MOST, variant.bytes()))
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run) // what is too much is let go at once
            .scheduler(Scheduler.systemScheduler()) // else they would stay until somebody asks again
            .build();

    /** Previews of packs whose compiled form {@code compiledPacks} has. */
    public Previews(CompiledPacks compiledPacks) {
        this.compiledPacks = compiledPacks;
    }

    @Override
    public CompiledPack of(CompiledPack plain, SortedMap<String, Threshold> changed) {
        Map<String, Object> values = new TreeMap<>();
        changed.forEach((name, threshold) -> values.put(name, threshold.value()));
        Key key = new Key(plain.name(), plain.source().revision(), values);
        return variants.get(key, missing -> compiledPacks.variant(plain, changed.values()))
                .pack();
    }

    /** How many packs are held on to. */
    public long held() {
        return variants.estimatedSize();
    }
}
