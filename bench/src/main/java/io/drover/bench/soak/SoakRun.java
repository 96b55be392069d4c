package io.drover.bench.soak;

/** One of the long runs; records what it finds, and ends what it starts. */
@FunctionalInterface
interface SoakRun {

    /** Whether all held that must hold. */
    boolean run(Site site) throws Exception;
}
