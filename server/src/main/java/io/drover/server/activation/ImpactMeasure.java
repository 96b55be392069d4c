package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.impact.BudgetCheck;
import io.drover.engine.pack.ImpactBudget;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import io.drover.model.fact.Durations;
import io.drover.server.decisionlog.DecisionLogReader;
import io.drover.server.decisionlog.LogSpan;
import io.drover.server.impact.ImpactResult;
import io.drover.server.impact.ImpactRun;
import io.drover.server.impact.LoggedRequests;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who would move by rules that do not serve yet: what was logged lately is decided again, by them and by what serves.
 * Half of the processors are left to those who decide meanwhile. Thread-safe.
 */
public final class ImpactMeasure {

    /**
     * What came of holding a pack against its budget.
     *
     * @param blocking what it exceeds
     * @param told what is to be known besides
     */
    record Verdict(Step step, List<PackProblem> blocking, List<PackProblem> told) {}

    private static final Logger LOG = LoggerFactory.getLogger(ImpactMeasure.class);
    private static final int EXAMPLES = 5;
    private static final String UNKNOWN = "impact-unknown";

    private final RuleSetHolder holder;
    private final DecisionEngine engine;
    private final DecisionLogReader log;
    private final int most;
    private final Clock clock;

    /**
     * A measure over {@code log} against what {@code holder} has.
     *
     * @param engine decides; it should be a patient one, since what takes too long counts as moved
     * @param most how many decisions are decided again at most before a pack serves; 0: budgets are not looked at
     */
    public ImpactMeasure(RuleSetHolder holder, DecisionEngine engine, DecisionLogReader log, int most, Clock clock) {
        this.holder = holder;
        this.engine = engine;
        this.log = log;
        this.most = most;
        this.clock = clock;
    }

    /** What the budget of {@code pack}, one of {@code next}, says; empty where it has none, or does not serve yet at all. */
    Optional<Verdict> verdict(RuleSet next, CompiledPack pack) {
        ImpactBudget budget = pack.source().manifest().impact();
        Optional<RuleSet> serving = holder.active()
                .map(ActiveRules::ruleSet)
                .filter(rules -> rules.pack(pack.name()).isPresent());
        if (most == 0 || budget.isEmpty() || serving.isEmpty()) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        List<PackProblem> blocking = List.of();
        List<PackProblem> told = List.of();
        try {
            ImpactResult result = run(serving.get(), next, clock.instant().minus(budget.over()), most, EXAMPLES);
            blocking = BudgetCheck.exceeded(pack.source(), result.impact());
            if (result.requests() == 0) {
                told = List.of(nothingLogged(pack, result));
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("the decision log cannot be read");
            told = List.of(unreadable(pack));
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        StepOutcome outcome = blocking.isEmpty() ? StepOutcome.PASSED : StepOutcome.REFUSED;
        return Optional.of(new Verdict(new Step("impact", millis, outcome), blocking, told));
    }

    /**
     * Who would move if {@code pack} were to serve in place of the revision that serves, or beside what serves.
     *
     * @param since decisions from then on
     * @param latest no more than so many of them
     * @param examples how many subjects are named of those who move alike
     * @throws NotReadyException if nothing serves
     * @throws IOException if the log cannot be read
     */
    public ImpactResult of(CompiledPack pack, Instant since, int latest, int examples) throws IOException {
        RuleSet serving = holder.require().ruleSet();
        return run(serving, serving.withPacks(List.of(pack)), since, latest, examples);
    }

    private ImpactResult run(RuleSet from, RuleSet to, Instant since, int latest, int examples) throws IOException {
        int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ImpactRun.Options options = new ImpactRun.Options(workers, examples, clock.instant());
        LogSpan span = log.latest(LogSpan.between(since, Instant.MAX), latest);
        return new ImpactRun(engine, options)
                .run(
                        new LoggedRequests(log, span),
                        from,
                        to.withSwitchedOff(from.switchedOff()),
                        count -> LOG.atDebug().addKeyValue("subjects", count).log("deciding who would move"));
    }

    private static PackProblem nothingLogged(CompiledPack pack, ImpactResult result) {
        String why =
                result.hashOnly() + result.forgotten() > 0 ? "their facts are not in the log." : "none was logged.";
        return PackProblem.of(
                Severity.INFORMATION,
                pack.source().manifest().places().of("impact"),
                null,
                UNKNOWN,
                "The impact budget was held against nothing: of the decisions of the last "
                        + Durations.text(pack.source().manifest().impact().over()) + " " + why,
                "Have the server log decisions whole, with decision-log: whole, so that they can be decided again.");
    }

    private static PackProblem unreadable(CompiledPack pack) {
        return PackProblem.of(
                Severity.WARNING,
                pack.source().manifest().places().of("impact"),
                null,
                UNKNOWN,
                "The impact budget was held against nothing: the decision log cannot be read.",
                "Show this to an operator; the log of the server says what happened.");
    }
}
