package io.drover.engine.compile;

/**
 * Packs without the sandbox, to measure what it costs. It lies in this package because nothing outside of it can leave the
 * sandbox out.
 */
public final class Unconfined {

    private Unconfined() {}

    /** Compiled packs whose code is neither scanned nor counts its work, and sees whatever the program sees. */
    public static CompiledPacks packs() {
        return new CompiledPacks(CompiledPackStore.NONE, new Confinement(false, false, false));
    }
}
