package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackProblem;
import io.drover.server.activation.PackStatus.Active;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes up changes of the rules, one at a time, each as a whole or not at all: if what it was prepared against still serves, has it
 * kept and recorded, and then serve, by one write to the holder.
 *
 * <p>Thread-safe. Its lock is held while a change is written to the disk, and no decision takes it. Whoever holds it may hold that
 * of the {@link TreatmentSwitches} too, which is taken first.
 */
final class Transaction {

    private final RuleSetHolder holder;
    private final Activation.Setup setup;
    private final RulesDirectory directory;
    private final Keeping keeping;
    private final ChangeRecords changes;
    private Known known = Known.NOTHING;
    private Findings findings = new Findings();
    private @Nullable StatusBoard board;

    /** Which revision of each pack served when the server was stopped, until something serves. */
    private Map<String, String> servedBefore = Map.of();

    /** Packs that served and are not there any more, and in which revision. */
    private Map<String, String> lost = Map.of();

    /** Whether a change could not be taken up, since it could not be kept. */
    private boolean isDue;

    /** Changes of what {@code holder} has serve, which comes, for a part, from {@code directory}. */
    Transaction(RuleSetHolder holder, Activation.Setup setup, RulesDirectory directory) {
        this.holder = holder;
        this.setup = setup;
        this.directory = directory;
        this.changes = new ChangeRecords(setup);
        this.keeping = new Keeping(setup.store(), setup.records(), setup.audit(), setup.rules());
    }

    /** What was kept before; for the one thread that begins. */
    Keeping keeping() {
        return keeping;
    }

    synchronized Known known() {
        return known;
    }

    /** What is known at the start: what serves from now on, and which revisions served when the server was stopped. */
    synchronized void begin(Known atStart, Map<String, String> served, Map<String, String> lostPacks) {
        known = atStart;
        servedBefore = Map.copyOf(served);
        lost = Map.copyOf(lostPacks);
    }

    synchronized boolean isLost(String pack) {
        return lost.containsKey(pack);
    }

    /** Whether nothing would be withheld by {@code plan}, since the policy pack is lost. */
    synchronized boolean lacksPolicy(ActivationPlan plan) {
        return lostAfter(plan).keySet().stream().anyMatch(keeping::mayBePolicy);
    }

    /** The packs that are still lost after {@code plan}. */
    private Map<String, String> lostAfter(ActivationPlan plan) {
        Map<String, String> still = new HashMap<>(lost);
        still.keySet().removeAll(plan.next().keySet());
        if (plan.byOperator()) {
            still.keySet().removeAll(plan.group());
        }
        return still;
    }

    synchronized boolean isIncomplete() {
        return isDue || keeping.isOwed();
    }

    synchronized Map<String, Rehearsal.Run> unfinished() {
        return findings.unfinished();
    }

    /** Whether something else would serve after {@code proposal}. */
    boolean swaps(Proposal proposal) {
        return !proposal.plan().next().isEmpty() && !isServing(proposal.ruleSet());
    }

    private boolean isServing(RuleSet ruleSet) {
        return holder.active().map(rules -> rules.ruleSet().hasPacksOf(ruleSet)).orElse(false);
    }

    /**
     * Takes up {@code proposal}, which was prepared against {@code seen}.
     *
     * @return false: something else is known by now, and nothing was done
     * @throws NotRecordedException if it must be recorded and cannot be; nothing has changed
     */
    @SuppressWarnings("ReferenceEquality") // what is equal may have come back; whoever prepared has to look again
    boolean commit(Known seen, Proposal proposal) {
        boolean swaps = swaps(proposal);
        boolean done = setup.switches().whileUnchanged(off -> {
            synchronized (this) {
                if (known != seen) {
                    return false;
                }
                end(proposal, swaps ? Optional.of(proposal.ruleSet().withSwitchedOff(off)) : Optional.empty());
                return true;
            }
        });
        if (done && swaps) {
            setup.switches().tellUnknown(proposal.ruleSet());
        }
        return done;
    }

    /** Has what is proposed kept, if something is new in it, and serve, and tells what was found out. */
    private void end(Proposal proposal, Optional<RuleSet> swapped) {
        Instant now = now();
        List<CompiledPack> newPacks = proposal.newPacks(known, holder.active().isEmpty());
        Map<String, Active> nextActive = known.activeAfter(proposal.plan(), now);
        Map<String, String> stillLost = lostAfter(proposal.plan());
        boolean isNews = swapped.isPresent() || !proposal.pins().equals(known.pins()) || !stillLost.equals(lost);
        Optional<RuleSet> next =
                swapped.or(() -> isNews ? holder.active().map(ActiveRules::ruleSet) : Optional.empty());
        if (next.isPresent() && !keep(proposal, next.get(), newPacks, nextActive, now)) {
            wait(proposal, now);
            return;
        }
        Findings nextFindings = findings.of(proposal.plan().next().keySet());
        proposal.steps().tell(newPacks, nextFindings);
        lost = stillLost;
        if (next.isPresent()) {
            newPacks.forEach(setup.recent()::served);
        }
        Optional<RuleSet> before = holder.active().map(ActiveRules::ruleSet);
        show(proposal, swapped, nextActive, nextFindings, now);
        keeping.tellServed();
        swapped.ifPresent(after -> setup.retention().run(before, after, known.revisions(lost)));
    }

    private void show(
            Proposal proposal,
            Optional<RuleSet> swapped,
            Map<String, Active> nextActive,
            Findings nextFindings,
            Instant now) {
        StatusBoard next = board(proposal, nextActive, nextFindings, now);
        List<PackStatus> statuses = next.statuses();
        String whyNot = next.whyNot(directory, lacksPolicy(proposal.plan()));
        if (swapped.isPresent()) {
            holder.activate(ActiveRules.of(swapped.get()), statuses, whyNot);
        } else {
            holder.report(statuses, whyNot);
        }
        remember(proposal, nextActive);
        findings = nextFindings;
        board = next;
        isDue = false;
        swapped.ifPresent(rules -> ActivationLog.tellActive(rules.revision(), proposal.plan(), statuses));
        ActivationLog.tellProblems(proposal.plan(), statuses, whyNot);
        changes.tellRejections(proposal, statuses, now);
    }

    private StatusBoard board(Proposal proposal, Map<String, Active> nextActive, Findings nextFindings, Instant now) {
        return new StatusBoard(new Attempted(
                proposal.loading(),
                proposal.plan(),
                nextActive,
                Attempted.byName(holder.packs()),
                now,
                nextFindings,
                proposal.steps(),
                new Attempted.Sources(setup.sources(), proposal.pins(), setup.records(), lost)));
    }

    /** Has it kept; false where that cannot be, and something serves that can serve on. */
    private boolean keep(
            Proposal proposal,
            RuleSet ruleSet,
            List<CompiledPack> newPacks,
            Map<String, Active> nextActive,
            Instant now) {
        long begin = System.nanoTime();
        Keeping.Serving serving = new Keeping.Serving(
                ruleSet,
                now,
                nextActive,
                proposal.pins(),
                lostAfter(proposal.plan()),
                changes.records(proposal, newPacks, known, now),
                changes.draft(proposal, ruleSet, known, servedBefore, lost, now));
        try {
            keeping.keep(serving);
            findings.kept();
        } catch (IOException e) {
            ActivationLog.tellNotKept(ruleSet.revision(), e);
            if (proposal.must()) {
                throw new NotRecordedException(e);
            }
            findings.notKept(newPacks.stream().map(CompiledPack::name).toList(), Keeping.sentence(e));
            if (holder.active().isPresent()) {
                return false;
            }
            keeping.owe(serving);
        }
        proposal.steps().activated(newPacks, (System.nanoTime() - begin) / 1_000_000);
        return true;
    }

    /** What serves stays, since what is proposed cannot be kept; it is proposed again. */
    private void wait(Proposal proposal, Instant now) {
        ActivationPlan plan = proposal.plan().waiting(known.before(), "the data directory cannot be written");
        Proposal waiting = new Proposal(
                plan, proposal.loading(), proposal.steps(), known.pins(), proposal.cause(), proposal.must());
        StatusBoard next = board(waiting, known.active(), findings, now);
        holder.report(next.statuses(), next.whyNot(directory, false));
        board = next;
        isDue = true;
    }

    /** What the next attempt compares with; at once when rules begin to serve, whatever fails after that. */
    private void remember(Proposal proposal, Map<String, Active> nextActive) {
        Optional<RuleSet> serving = holder.active()
                .map(ActiveRules::ruleSet)
                .or(() -> known.before().active());
        boolean blind = proposal.loading().reports().isEmpty();
        Map<String, String> seen = blind
                ? known.before().seen()
                : ActivationPlan.seen(proposal.loading().reports());
        servedBefore = holder.active().isPresent() ? Map.of() : servedBefore;
        known = new Known(
                new ActivationPlan.Before(serving, seen, proposal.plan().ties(), blind),
                nextActive,
                proposal.pins(),
                proposal.loading());
    }

    /** Has the source of {@code pack} count as touched, so that the next attempt is about it. */
    synchronized void forget(String pack) {
        known = known.withBefore(known.before().forgetting(pack));
    }

    /** Shows what is known of revisions that were pushed. */
    synchronized void report() {
        StatusBoard shown = board;
        if (shown != null) {
            holder.report(shown.statuses(), holder.whyNotReady());
        }
    }

    /** Keeps what serves and could not be kept before, also when another one is about to replace it. */
    synchronized void keepOwed() {
        if (keeping.keepOwed()) {
            findings.kept();
            report();
        }
    }

    /** Adds what the leftover scenarios of a pack showed, if the revision they are of still serves. */
    synchronized void addLater(String pack, Rehearsal.Run run, List<PackProblem> problems) {
        List<PackProblem> told = findings.of(pack);
        if (findings.end(pack, run, problems)) {
            report();
            problems.stream()
                    .filter(problem -> !told.contains(problem))
                    .forEach(problem -> ActivationLog.tell(pack, problem));
        }
    }

    Instant now() {
        return setup.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
