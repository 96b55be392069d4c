package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.server.activation.PackStatus.Active;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rule packs of a directory to serve, again and again: read, check, compile, run scenarios, keep, and then one
 * write to the holder. Until that write the rules before serve, and whatever fails, they go on serving.
 *
 * <p>Runs one attempt at a time, in the thread that calls. What is remembered between attempts is guarded by this object,
 * whose lock no decision takes.
 */
public final class Activation {

    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);
    private static final String NOT_KEPT = "not-kept";

    /** What the packs come from, and what is done with them on their way. */
    public record Setup(
            Path rules,
            boolean allowPartial,
            CompiledPacks compiledPacks,
            RevisionStore store,
            Rehearsal rehearsal,
            Clock clock) {}

    private final RuleSetHolder holder;
    private final Setup setup;
    private final RulesDirectory directory;
    private boolean first = true;
    private ActivationPlan.Before before = ActivationPlan.Before.NOTHING;
    private Map<String, Active> active = Map.of();

    /** What scenarios and the store had to say of the packs that serve, by name. */
    private Map<String, List<PackProblem>> findings = new HashMap<>();

    /** Of packs that serve, the scenarios that are still to be run, by name. */
    private final Map<String, Rehearsal.Run> unfinished = new HashMap<>();

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
        this.directory = new RulesDirectory(setup.rules(), setup.compiledPacks());
        this.leftovers = new LeftoverScenarios(afterwards);
    }

    /** Whether there are rules that served before out of the same directory. */
    public boolean hasLastGood() {
        return setup.store().lastGood(setup.rules()).isPresent();
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
                leftovers.goOn(unfinished, this::addLater);
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
            setup.store().deleteLeftovers();
        }
        if (wasFirst && (!loading.isSound() || loading.reports().isEmpty())) {
            recallLastGood();
            loading = directory.loadAgain(loading, serving(), progress);
        }
        ActivationPlan plan = ActivationPlan.of(loading, before, setup.allowPartial());
        if (wasFirst || !plan.about().isEmpty()) {
            take(plan, loading);
        }
        return loading.reports();
    }

    private RuleSet serving() {
        return before.active().orElseGet(() -> RuleSet.of(List.of()));
    }

    /** Whether something could not be read in the last attempt, so that another one may find more although no file changes. */
    public synchronized boolean isIncomplete() {
        return directory.isIncomplete();
    }

    /** Takes what served before the restart as what serves now, as far as it is still there. */
    private void recallLastGood() {
        RevisionStore store = setup.store();
        store.lastGood(setup.rules()).ifPresent(lastGood -> {
            Optional<RuleSet> ruleSet = store.ruleSet(lastGood);
            ruleSet.ifPresent(rules -> {
                Map<String, String> seen = new HashMap<>();
                Map<String, Active> since = new HashMap<>();
                for (CompiledPack pack : rules.compiledPacks()) {
                    String revision = pack.source().revision();
                    seen.put(pack.name(), revision);
                    Instant at = lastGood.packs().getOrDefault(pack.name(), now());
                    since.put(pack.name(), new Active(revision, at));
                }
                before = new ActivationPlan.Before(ruleSet, seen, List.of(), false);
                active = since;
            });
            LOG.atWarn()
                    .addKeyValue("rules", setup.rules())
                    .addKeyValue("revision", lastGood.revision())
                    .addKeyValue("kept", ruleSet.isPresent())
                    .log("the rules directory cannot serve as it is; the last good rules are taken");
        });
    }

    private void take(ActivationPlan plan, Loading loading) {
        Instant now = now();
        Map<String, List<PackReport.Step>> steps = new HashMap<>();
        Map<String, List<PackProblem>> nextFindings = new HashMap<>(findings);
        nextFindings.keySet().retainAll(plan.next().keySet());
        Map<String, Active> nextActive = StatusBoard.active(plan, active, now);
        RuleSet ruleSet = RuleSet.of(plan.next().values());
        boolean swaps = !plan.next().isEmpty()
                && !holder.active().map(rules -> rules.ruleSet().revision()).equals(Optional.of(ruleSet.revision()));
        if (swaps) {
            rehearse(plan, ruleSet, steps, nextFindings);
            keep(plan, ruleSet, now, nextActive, steps, nextFindings);
        }
        StatusBoard next = new StatusBoard(loading, plan, nextActive, holder.packs(), now, nextFindings, steps);
        List<PackStatus> statuses = next.statuses();
        String whyNot = whyNot(plan, loading.reports());
        if (swaps) {
            holder.activate(ActiveRules.of(ruleSet), statuses, whyNot);
        } else {
            holder.report(statuses, whyNot);
        }
        remember(loading, plan, nextActive);
        findings = nextFindings;
        board = next;
        if (swaps) {
            ActivationLog.tellActive(ruleSet.revision(), plan, statuses);
        }
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

    /** Runs scenarios of the packs that are about to serve and did not until now. */
    private void rehearse(
            ActivationPlan plan,
            RuleSet ruleSet,
            Map<String, List<PackReport.Step>> steps,
            Map<String, List<PackProblem>> found) {
        unfinished.keySet().retainAll(plan.next().keySet());
        for (CompiledPack pack : newPacks(plan)) {
            long begin = System.nanoTime();
            Rehearsal.Run run = setup.rehearsal().begin(ruleSet, pack);
            unfinished.remove(pack.name());
            if (!run.isDone()) {
                unfinished.put(pack.name(), run);
            }
            found.put(pack.name(), run.problems());
            addStep(steps, pack, "scenarios", begin);
        }
    }

    /** Adds what the leftover scenarios of a pack showed, if the revision they are of still serves. */
    private synchronized void addLater(String pack, Rehearsal.Run run, List<PackProblem> problems) {
        if (board == null || unfinished.get(pack) != run) {
            return;
        }
        unfinished.remove(pack);
        List<PackProblem> known = findings.getOrDefault(pack, List.of());
        List<PackProblem> all = new ArrayList<>(problems);
        known.stream().filter(problem -> problem.code().equals(NOT_KEPT)).forEach(all::add);
        findings.put(pack, all);
        holder.report(board.statuses(), holder.whyNotReady());
        problems.stream().filter(problem -> !known.contains(problem)).forEach(each -> ActivationLog.tell(pack, each));
    }

    private void keep(
            ActivationPlan plan,
            RuleSet ruleSet,
            Instant now,
            Map<String, Active> nextActive,
            Map<String, List<PackReport.Step>> steps,
            Map<String, List<PackProblem>> found) {
        long begin = System.nanoTime();
        RevisionStore store = setup.store();
        Optional<String> notKept = store.keep(ruleSet, now);
        Map<String, Instant> since = new HashMap<>();
        nextActive.forEach((name, each) -> since.put(name, each.activatedAt()));
        if (notKept.isEmpty()) {
            store.remember(
                    setup.rules(), ruleSet, since); // else the last good ones that are kept stay the last good ones
        }
        for (CompiledPack pack : newPacks(plan)) {
            addStep(steps, pack, "activate", begin);
            notKept.ifPresent(reason -> {
                List<PackProblem> problems = new ArrayList<>(found.getOrDefault(pack.name(), List.of()));
                problems.add(notKept(reason));
                found.put(pack.name(), problems);
            });
        }
    }

    private static PackProblem notKept(String reason) {
        return PackProblem.of(
                Severity.WARNING,
                Place.whole("pack.yaml"),
                null,
                NOT_KEPT,
                reason,
                "Have an operator look at the data directory and its disk.");
    }

    private static void addStep(Map<String, List<PackReport.Step>> steps, CompiledPack pack, String step, long begin) {
        steps.computeIfAbsent(pack.name(), name -> new ArrayList<>())
                .add(new PackReport.Step(step, (System.nanoTime() - begin) / 1_000_000));
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

    private String whyNot(ActivationPlan plan, List<PackReport> reports) {
        if (reports.isEmpty()) {
            return directory.whyNoPack();
        }
        List<String> broken = reports.stream()
                .filter(report -> !report.isSound())
                .map(PackReport::name)
                .toList();
        if (broken.isEmpty()) {
            return plan.ties().isEmpty() ? "" : "A change of the rule packs is not taken up; GET /v1/packs says why.";
        }
        return broken.size() == 1
                ? "The rule pack " + broken.get(0) + " has errors; GET /v1/packs/" + broken.get(0) + " lists them."
                : "The rule packs " + String.join(", ", broken) + " have errors; GET /v1/packs lists them.";
    }
}
