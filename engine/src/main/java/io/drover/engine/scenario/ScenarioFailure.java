package io.drover.engine.scenario;

import io.drover.engine.pack.Place;

/**
 * One expectation of a scenario that did not hold.
 *
 * @param step from 1
 * @param place of the expectation
 * @param path what was expected of: {@code classification intent}
 * @param expected what was expected: {@code high}
 * @param actual what came instead: {@code low}
 */
public record ScenarioFailure(int step, Place place, String path, String expected, String actual) {

    /** As a sentence: {@code classification intent: expected high, got low}. */
    public String sentence() {
        return path + ": expected " + expected + ", got " + actual;
    }
}
