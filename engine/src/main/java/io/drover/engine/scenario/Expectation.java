package io.drover.engine.scenario;

import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.pack.Place;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing expected of a decision.
 *
 * @param place where the scenario says so
 * @param path what is expected of: {@code classification intent}
 * @param expected what is expected: {@code high}
 * @param mismatch what a decision has instead; empty where it is as expected
 */
public record Expectation(
        Place place, String path, String expected, Function<DecisionTrace, Optional<String>> mismatch) {

    /** The failure of this expectation in the step with that number, from 1, unless it holds. */
    Optional<ScenarioFailure> check(int step, DecisionTrace trace) {
        return mismatch.apply(trace).map(actual -> new ScenarioFailure(step, place, path, expected, actual));
    }
}
