package io.drover.engine.scenario;

import io.drover.engine.pack.Place;
import java.util.List;

/**
 * A subject whose facts become known step by step, and what is expected to be decided about it.
 *
 * @param pack the pack it belongs to
 * @param name says what it shows; unique in the pack
 * @param place where it begins
 * @param packs the packs that decide in it; a policy pack that is not among them has no say
 * @param variation what is tried in place of what the packs say
 * @param steps at least one, in the order of time
 */
public record Scenario(
        String pack, String name, Place place, List<String> packs, Variation variation, List<ScenarioStep> steps) {

    public Scenario {
        packs = List.copyOf(packs);
        steps = List.copyOf(steps);
    }
}
