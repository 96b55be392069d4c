package io.drover.server.config;

import io.drover.engine.pack.Severity;

/**
 * What keeps a pack from serving that could serve.
 *
 * @param blocking the least grave finding that blocks; errors always do
 * @param leastCoverage of the rules, in percent, by the scenarios; less blocks; 0: it is not measured
 * @param scenarios what a scenario does that fails
 * @param impactDecisions how many logged decisions are decided again at most, for impact budgets; 0: these are not looked at
 */
public record GateConfig(Severity blocking, int leastCoverage, Scenarios scenarios, int impactDecisions) {

    /** What a scenario does that fails. */
    public enum Scenarios {
        /** It keeps its pack from serving. */
        BLOCK,
        /** It is told. */
        WARN
    }

    /** As it is where nothing is configured. */
    public static final GateConfig DEFAULT = new GateConfig(Severity.ERROR, 0, Scenarios.BLOCK, 10_000);

    /** Whether failing scenarios block. */
    public boolean scenariosBlock() {
        return scenarios == Scenarios.BLOCK;
    }
}
