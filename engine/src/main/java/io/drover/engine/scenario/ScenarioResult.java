package io.drover.engine.scenario;

import io.drover.model.decision.Decision;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What came of running a scenario.
 *
 * @param file relative to the pack's directory
 * @param line where the scenario begins, from 1
 * @param failures in the order of steps and of their places; none: it passed
 * @param fired the rules of the pack that fired in a step
 * @param silent the rules that a step names as silent, and of which the pack let none fire in it
 * @param decisions one for each step that was decided, explained
 */
public record ScenarioResult(
        String pack,
        String name,
        String file,
        int line,
        List<ScenarioFailure> failures,
        SortedSet<String> fired,
        SortedSet<String> silent,
        List<Decision> decisions) {

    public ScenarioResult {
        failures = List.copyOf(failures);
        fired = Collections.unmodifiableSortedSet(new TreeSet<>(fired));
        silent = Collections.unmodifiableSortedSet(new TreeSet<>(silent));
        decisions = List.copyOf(decisions);
    }

    /** Whether every expectation held. */
    public boolean passed() {
        return failures.isEmpty();
    }
}
