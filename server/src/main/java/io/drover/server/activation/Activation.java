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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

    /** How long scenarios may hold up the rules they are about, and how long they may go on after that. */
    private static final Duration BEFORE_SERVING = Duration.ofMillis(500);

    private static final Duration AFTERWARDS = Duration.ofSeconds(20);

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
    private Map<String, List<PackProblem>> findings = Map.of();

    /** An activation into {@code holder}. */
    public Activation(RuleSetHolder holder, Setup setup) {
        this.holder = holder;
        this.setup = setup;
        this.directory = new RulesDirectory(setup.rules(), setup.compiledPacks());
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
    public synchronized List<PackReport> run(Consumer<String> progress) {
        Loading loading = directory.load(progress);
        boolean wasFirst = first;
        first = false;
        if (wasFirst && (!loading.isSound() || loading.reports().isEmpty())) {
            recallLastGood();
        }
        ActivationPlan plan = ActivationPlan.of(loading, before, setup.allowPartial());
        if (wasFirst || !plan.about().isEmpty()) {
            take(plan, loading);
        }
        return loading.reports();
    }

    /** Whether something could not be read in the last attempt, so that another one may find more although no file changes. */
    public synchronized boolean isIncomplete() {
        return directory.isIncomplete();
    }

    /** Takes what served before the restart as what serves now, as far as it is still there. */
    private void recallLastGood() {
        RevisionStore store = setup.store();
        store.lastGood(setup.rules()).ifPresent(lastGood -> {
            Optional<RuleSet> ruleSet = store.ruleSet(lastGood.revision());
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
        Map<String, Rehearsal.Run> rehearsals = new HashMap<>();
        if (swaps) {
            rehearse(plan, ruleSet, rehearsals, steps, nextFindings);
            keep(plan, ruleSet, now, nextActive, steps, nextFindings);
        }
        StatusBoard board = new StatusBoard(loading, plan, nextActive, holder.packs(), now, nextFindings, steps);
        String whyNot = whyNot(plan, loading.reports());
        if (swaps) {
            List<PackStatus> early = board.statuses();
            holder.activate(ActiveRules.of(ruleSet), early, whyNot);
            remember(loading, plan, nextActive);
            ActivationLog.tellActive(ruleSet.revision(), plan, early);
            finish(rehearsals, nextFindings);
        }
        List<PackStatus> statuses = board.statuses();
        holder.report(statuses, whyNot);
        ActivationLog.tellProblems(plan, statuses, whyNot);
        remember(loading, plan, nextActive);
        findings = nextFindings;
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
            Map<String, Rehearsal.Run> rehearsals,
            Map<String, List<PackReport.Step>> steps,
            Map<String, List<PackProblem>> found) {
        for (CompiledPack pack : newPacks(plan)) {
            long begin = System.nanoTime();
            Rehearsal.Run run = setup.rehearsal().of(ruleSet, pack).goOn(BEFORE_SERVING);
            rehearsals.put(pack.name(), run);
            found.put(pack.name(), run.problems());
            addStep(steps, pack, "scenarios", begin);
        }
    }

    /** Runs the scenarios for which there was no time before their pack began to serve. */
    private static void finish(Map<String, Rehearsal.Run> rehearsals, Map<String, List<PackProblem>> found) {
        rehearsals.forEach((name, run) -> {
            if (!run.isDone()) {
                List<PackProblem> kept = new ArrayList<>(found.getOrDefault(name, List.of()));
                kept.removeAll(run.problems());
                kept.addAll(run.goOn(AFTERWARDS).problems());
                found.put(name, kept);
            }
        });
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
                "not-kept",
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
