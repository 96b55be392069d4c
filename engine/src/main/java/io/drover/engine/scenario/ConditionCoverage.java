package io.drover.engine.scenario;

import io.drover.engine.pack.Place;
import java.util.List;

/**
 * How scenarios prove one condition of a rule.
 *
 * @param text as it is written
 * @param missedIn the names of the scenarios with a step in which it alone kept the rule from firing
 */
public record ConditionCoverage(String text, Place place, List<String> missedIn) {

    public ConditionCoverage {
        missedIn = List.copyOf(missedIn);
    }
}
