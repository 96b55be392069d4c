package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackProblem;
import io.drover.server.activation.PackStatus.Active;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rule packs of a directory to serve, again and again: read, check, compile, run scenarios, keep, and then one
 * write to the holder. Until that write the rules before serve, and whatever fails, they go on serving.
 *
 * <p>Runs one attempt at a time, in the thread that calls. What is remembered between attempts is guarded by this object,
 * whose lock no decision takes.
 */
public final class Activation {

    /** What the packs come from, and what is done with them on their way. */
    public record Setup(
            Path rules,
            boolean allowPartial,
            CompiledPacks compiledPacks,
            RevisionStore store,
            TreatmentSwitches switches,
            Gate gate,
            Clock clock) {}

    private final RuleSetHolder holder;
    private final Setup setup;
    private final RulesDirectory directory;
    private final Keeping keeping;
    private boolean first = true;
    private ActivationPlan.Before before = ActivationPlan.Before.NOTHING;
    private Map<String, Active> active = Map.of();

    /** Which revision of each pack served when the server was stopped. */
    private Map<String, String> lastServed = Map.of();

    private Findings findings = new Findings();
    private final LeftoverScenarios leftovers;
    private @Nullable StatusBoard board;

    /** An activation into {@code holder}. */
    public Activation(RuleSetHolder holder, Setup setup) {
        this(holder, setup, LeftoverScenarios.oneThread());
    }

    /** An activation that has the scenarios for which there was no time run by {@code afterwards}. */
    Activation(RuleSetHolder holder, Setup setup, Executor afterwards) {
        this.holder = holder;
        this.setup = setup;
        this.directory = new RulesDirectory(setup.rules(), setup.compiledPacks(), setup.gate());
        this.keeping = new Keeping(setup.store(), setup.rules());
        this.leftovers = new LeftoverScenarios(afterwards);
    }

    /** Whether there are rules that served before out of the same directory. */
    public boolean hasLastGood() {
        return keeping.hasLastGood();
    }

    /**
     * Reads the packs of the directory, and lets those that changed serve if all that changed together are sound. Where the
     * first attempt finds something that is not, the rules that served last serve on.
     *
     * @param progress is told the name of each pack before it is compiled
     * @return what was found, by the name of the pack
     */
    public List<PackReport> run(Consumer<String> progress) {
        leftovers.interrupt();
        synchronized (this) {
            try {
                return attempt(progress);
            } finally {
                leftovers.goOn(findings.unfinished(), this::addLater);
            }
        }
    }

    /** Ends what goes on between attempts. */
    public void stop() {
        leftovers.interrupt();
    }

    private List<PackReport> attempt(Consumer<String> progress) {
        Loading loading = directory.load(serving(), progress);
        boolean wasFirst = first;
        first = false;
        if (wasFirst) {
            keeping.deleteLeftovers();
            lastServed = keeping.lastServed();
        }
        if (wasFirst && (!loading.isSound() || loading.reports().isEmpty())) {
            recallLastGood();
            loading = directory.loadAgain(loading, serving(), progress);
        }
        keepOwed();
        return take(loading, wasFirst).told(loading.reports());
    }

    private RuleSet serving() {
        return before.active().orElseGet(() -> RuleSet.of(List.of()));
    }

    /**
     * Whether something could not be read or kept in the last attempt, so that another one may do more although no file
     * changes.
     */
    public synchronized boolean isIncomplete() {
        return directory.isIncomplete() || keeping.isOwed();
    }

    /** Takes what served before the restart as what serves now, as far as it is still there. */
    private void recallLastGood() {
        keeping.recall(now()).ifPresent(lastGood -> {
            Map<String, String> seen = new HashMap<>();
            lastGood.packs().forEach((name, pack) -> seen.put(name, pack.revision()));
            before = new ActivationPlan.Before(Optional.of(lastGood.ruleSet()), seen, List.of(), false);
            active = lastGood.packs();
        });
    }

    /** Keeps what serves and could not be kept before, also when another one is about to replace it. */
    private void keepOwed() {
        if (keeping.keepOwed()) {
            findings.kept();
            report();
        }
    }

    /** Shows what has been found out since the last attempt. */
    private void report() {
        if (board != null) {
            holder.report(board.statuses(), holder.whyNotReady());
        }
    }

    private LastSteps take(Loading loading, boolean wasFirst) {
        LastSteps steps = new LastSteps();
        Set<String> refused = refusedUnlessKnown(loading);
        ActivationPlan plan;
        do {
            plan = ActivationPlan.of(loading, before, setup.allowPartial(), refused);
            RuleSet ruleSet = RuleSet.of(plan.next().values());
            if (swaps(plan, ruleSet)) {
                steps.rehearse(setup.gate(), ruleSet, newPacks(plan), this::strictness);
            }
        } while (refused.addAll(steps.refused()));
        if (wasFirst || !plan.about().isEmpty()) {
            take(plan, loading, steps);
        }
        return steps;
    }

    /** The packs that are sound and do not pass the gate; what served before has passed it. */
    private Set<String> refusedUnlessKnown(Loading loading) {
        Set<String> refused = new TreeSet<>();
        loading.reports().stream()
                .filter(report -> report.isRefused() && !isAdmitted(report.name(), report.revision()))
                .forEach(report -> refused.add(report.name()));
        return refused;
    }

    private Gate.Strictness strictness(CompiledPack pack) {
        return isAdmitted(pack.name(), pack.source().revision()) ? Gate.Strictness.TELL : Gate.Strictness.BLOCK;
    }

    /** Whether the revision serves, or served when the server was stopped. */
    private boolean isAdmitted(String pack, @Nullable String revision) {
        Active serving = active.get(pack);
        String admitted = serving == null ? lastServed.get(pack) : serving.revision();
        return admitted != null && admitted.equals(revision);
    }

    private boolean swaps(ActivationPlan plan, RuleSet ruleSet) {
        return !plan.next().isEmpty() && !isServing(ruleSet);
    }

    private void take(ActivationPlan plan, Loading loading, LastSteps steps) {
        Findings nextFindings = findings.of(plan.next().keySet());
        steps.tell(newPacks(plan), nextFindings);
        RuleSet ruleSet = RuleSet.of(plan.next().values());
        boolean swaps = swaps(plan, ruleSet);
        setup.switches().whileUnchanged(off -> {
            Optional<RuleSet> next = swaps ? Optional.of(ruleSet.withSwitchedOff(off)) : Optional.empty();
            end(plan, loading, nextFindings, steps, next);
        });
        if (swaps) {
            setup.switches().tellUnknown(ruleSet);
        }
    }

    private boolean isServing(RuleSet ruleSet) {
        return holder.active().map(rules -> rules.ruleSet().hasPacksOf(ruleSet)).orElse(false);
    }

    /** Has {@code ruleSet} kept and serve, if there is a new one, and tells what was found out. */
    private void end(
            ActivationPlan plan, Loading loading, Findings nextFindings, LastSteps steps, Optional<RuleSet> ruleSet) {
        Instant now = now();
        Map<String, Active> nextActive = StatusBoard.active(plan, active, now);
        ruleSet.ifPresent(rules ->
                steps.keep(keeping, new Keeping.Serving(rules, now, nextActive), newPacks(plan), nextFindings));
        StatusBoard next = new StatusBoard(loading, plan, nextActive, holder.packs(), now, nextFindings, steps);
        List<PackStatus> statuses = next.statuses();
        String whyNot = loading.reports().isEmpty() ? directory.whyNoPack() : next.whyNot();
        if (ruleSet.isPresent()) {
            holder.activate(ActiveRules.of(ruleSet.get()), statuses, whyNot);
        } else {
            holder.report(statuses, whyNot);
        }
        remember(loading, plan, nextActive);
        findings = nextFindings;
        board = next;
        ruleSet.ifPresent(rules -> ActivationLog.tellActive(rules.revision(), plan, statuses));
        ActivationLog.tellProblems(plan, statuses, whyNot);
    }

    /** What the next attempt compares with; at once when rules begin to serve, whatever fails after that. */
    private void remember(Loading loading, ActivationPlan plan, Map<String, Active> nextActive) {
        Optional<RuleSet> serving = holder.active().map(ActiveRules::ruleSet);
        boolean blind = loading.reports().isEmpty();
        Map<String, String> seen = blind ? before.seen() : ActivationPlan.seen(loading.reports());
        before = new ActivationPlan.Before(serving, seen, plan.ties(), blind);
        active = nextActive;
    }

    /** Adds what the leftover scenarios of a pack showed, if the revision they are of still serves. */
    private synchronized void addLater(String pack, Rehearsal.Run run, List<PackProblem> problems) {
        List<PackProblem> known = findings.of(pack);
        if (findings.end(pack, run, problems)) {
            report();
            problems.stream()
                    .filter(problem -> !known.contains(problem))
                    .forEach(problem -> ActivationLog.tell(pack, problem));
        }
    }

    private List<CompiledPack> newPacks(ActivationPlan plan) {
        return plan.next().values().stream()
                .filter(pack -> {
                    Active old = active.get(pack.name());
                    return old == null
                            || !old.revision().equals(pack.source().revision())
                            || holder.active().isEmpty();
                })
                .toList();
    }

    private Instant now() {
        return setup.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
