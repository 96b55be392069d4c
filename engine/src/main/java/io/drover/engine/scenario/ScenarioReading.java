package io.drover.engine.scenario;

import io.drover.engine.pack.PackProblem;
import java.util.List;

/**
 * What came of reading the scenarios of a pack.
 *
 * @param scenarios those that can be run, in the order of files and lines
 * @param problems by place; a scenario with one is not among {@code scenarios}
 */
public record ScenarioReading(List<Scenario> scenarios, List<PackProblem> problems) {

    public ScenarioReading {
        scenarios = List.copyOf(scenarios);
        problems = problems.stream().sorted(PackProblem.BY_PLACE).toList();
    }
}
