package io.drover.server.serving;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.scenario.Scenario;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.engine.scenario.ScenarioRunner;
import io.drover.server.activation.ActiveRules;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scenarios of packs before the packs serve, so that the first caller does not wait for classes to be loaded and
 * compiled; and says in the log which of them fail.
 */
public final class WarmUp implements Consumer<ActiveRules> {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private final ScenarioRunner runner;

    /** A warm-up of {@code engine}. */
    public WarmUp(DecisionEngine engine) {
        this.runner = new ScenarioRunner(engine);
    }

    @Override
    public void accept(ActiveRules rules) {
        RuleSet ruleSet = rules.ruleSet();
        long end = System.nanoTime() + ENOUGH.toNanos();
        for (CompiledPack pack : ruleSet.compiledPacks()) {
            for (Scenario scenario : ScenarioReader.read(ruleSet, pack).scenarios()) {
                if (System.nanoTime() > end) {
                    return;
                }
                ScenarioResult result = runner.run(ruleSet, scenario);
                if (!result.passed()) {
                    LOG.atWarn()
                            .addKeyValue("pack", pack.name())
                            .addKeyValue("scenario", scenario.name())
                            .log("a scenario fails");
                }
            }
        }
    }
}
