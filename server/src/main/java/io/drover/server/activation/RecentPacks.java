package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The compiled packs that served last, so that a roll back needs no compiler. Thread-safe. */
public final class RecentPacks {

    private final int most;

    /** By name and revision, the latest last. */
    private final Map<String, LinkedHashMap<String, CompiledPack>> packs = new HashMap<>();

    /** Room for {@code most} revisions of each pack. */
    public RecentPacks(int most) {
        this.most = most;
    }

    /** That {@code pack} serves. */
    synchronized void served(CompiledPack pack) {
        LinkedHashMap<String, CompiledPack> revisions =
                packs.computeIfAbsent(pack.name(), name -> new LinkedHashMap<>());
        revisions.remove(pack.source().revision());
        revisions.put(pack.source().revision(), pack);
        while (revisions.size() > most) {
            revisions.remove(revisions.keySet().iterator().next());
        }
    }

    /** That nothing of {@code pack} is to serve any more. */
    synchronized void forget(String pack) {
        packs.remove(pack);
    }

    /** The pack called {@code name} in {@code revision}, if it is one of the last. */
    synchronized Optional<CompiledPack> of(String name, String revision) {
        return Optional.ofNullable(packs.get(name)).map(revisions -> revisions.get(revision));
    }
}
