package io.drover.engine.decide;

/** Is told how many rules fired in a decision, what was withdrawn later included. */
@FunctionalInterface
public interface FiringCounter {

    /** In one decision the rules of {@code pack} have fired {@code firings} times; on the thread that decides. */
    void fired(String pack, int firings);
}
