package io.drover.engine.decide;

/** A source of elapsed time, in nanoseconds since no particular instant; the engine has none of its own. */
@FunctionalInterface
public interface Ticker {
    long read();
}
