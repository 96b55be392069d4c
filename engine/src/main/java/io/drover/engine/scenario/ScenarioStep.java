package io.drover.engine.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.decide.InventedTreatment;
import io.drover.engine.pack.Place;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One decision of a scenario, and what is expected of it.
 *
 * @param request in JSON, with all facts given up to this step; with {@code previous} only where the step gives it itself
 * @param candidates treatments that no pack proposes, for a policy to judge
 * @param silent the rules that must not fire
 */
public record ScenarioStep(
        Place place,
        Instant asOf,
        ObjectNode request,
        List<InventedTreatment> candidates,
        List<Expectation> expectations,
        SortedSet<String> silent) {

    public ScenarioStep {
        candidates = List.copyOf(candidates);
        expectations = List.copyOf(expectations);
        silent = Collections.unmodifiableSortedSet(new TreeSet<>(silent));
    }
}
