package io.drover.engine.scenario;

import io.drover.engine.pack.Place;
import java.util.List;

/**
 * How the scenarios of a pack prove one of its rules.
 *
 * @param place of the rule
 * @param firedIn the names of the scenarios in which it fired
 * @param silentIn the names of the scenarios that demand its silence, and got it
 */
public record RuleCoverage(String rule, Place place, List<String> firedIn, List<String> silentIn) {

    public RuleCoverage {
        firedIn = List.copyOf(firedIn);
        silentIn = List.copyOf(silentIn);
    }

    /** Whether it is shown both when the rule fires and when it does not. */
    public boolean isProved() {
        return !firedIn.isEmpty() && !silentIn.isEmpty();
    }
}
