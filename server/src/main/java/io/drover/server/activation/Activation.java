package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.audit.AuditLog;
import io.drover.server.config.SourceKind;
import io.drover.server.config.SourcesConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rule packs of their sources to serve, again and again: read, check, compile, lint, run scenarios, and then have them
 * taken up by {@link Transaction}. Until then the rules before serve, and whatever fails, they go on serving.
 *
 * <p>Runs one attempt at a time, in the thread that calls. Operators change what serves meanwhile: an attempt that was prepared
 * against what does not serve any more is planned again.
 */
public final class Activation {

    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);

    /** What the packs come from, and what is done with them on their way. */
    public record Setup(
            Path rules,
            boolean allowPartial,
            SourcesConfig sources,
            GitPacks git,
            CompiledPacks compiledPacks,
            RevisionStore store,
            RevisionRecords records,
            RecentPacks recent,
            RevisionRetention retention,
            TreatmentSwitches switches,
            Gate gate,
            AuditLog audit,
            Clock clock) {}

    private final RuleSetHolder holder;
    private final Setup setup;
    private final RulesDirectory directory;
    private final Transaction transaction;
    private final LeftoverScenarios leftovers;
    private final Object attempts = new Object();

    /** Guarded by {@code attempts}, as is what follows. */
    private boolean first = true;

    /** Which revision of each pack served when the server was stopped. */
    private Map<String, String> lastServed = Map.of();

    /** An activation into {@code holder}. */
    public Activation(RuleSetHolder holder, Setup setup) {
        this(holder, setup, LeftoverScenarios.oneThread());
    }

    /** An activation that has the scenarios for which there was no time run by {@code afterwards}. */
    Activation(RuleSetHolder holder, Setup setup, Executor afterwards) {
        this.holder = holder;
        this.setup = setup;
        this.directory = new RulesDirectory(
                setup.rules(),
                folder -> setup.sources().of(String.valueOf(folder.getFileName())) == SourceKind.DIRECTORY,
                setup.compiledPacks(),
                setup.gate());
        this.transaction = new Transaction(holder, setup, directory);
        this.leftovers = new LeftoverScenarios(afterwards);
    }

    /** Where changes are taken up. */
    Transaction transaction() {
        return transaction;
    }

    /** Whether there are rules that served before out of the same directory. */
    public boolean hasLastGood() {
        return transaction.keeping().hasLastGood();
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
        synchronized (attempts) {
            try {
                return attempt(progress);
            } finally {
                rehearseOn();
            }
        }
    }

    /** Has the scenarios run on for which there was no time before their pack began to serve. */
    void rehearseOn() {
        leftovers.goOn(transaction.unfinished(), transaction::addLater);
    }

    /** Ends what goes on between attempts. */
    public void stop() {
        leftovers.interrupt();
    }

    private List<PackReport> attempt(Consumer<String> progress) {
        boolean isFirst = first;
        first = false;
        if (isFirst) {
            transaction.keeping().begin();
            lastServed = transaction.keeping().past().revisions();
        }
        Set<String> served = new TreeSet<>(lastServed.keySet());
        served.addAll(transaction.known().active().keySet());
        Optional<GitPacks.Look> git = setup.git().look(served);
        Loading loading = directory.load(git, serving(), progress);
        if (isFirst) {
            recall(loading);
            loading = directory.loadAgain(loading, git, serving(), progress);
        }
        transaction.keepOwed();
        while (true) {
            Known known = transaction.known();
            Proposal proposal = proposal(known, loading);
            boolean isNews = isFirst || !proposal.plan().about().isEmpty();
            if (!isNews || transaction.commit(known, proposal)) {
                return proposal.steps().told(loading.reports());
            }
        }
    }

    private RuleSet serving() {
        return transaction.known().before().active().orElseGet(() -> RuleSet.of(List.of()));
    }

    /**
     * Whether something could not be read or kept in the last attempt, so that another one may do more although no file
     * changes.
     */
    public boolean isIncomplete() {
        synchronized (attempts) {
            return directory.isIncomplete() || transaction.isIncomplete();
        }
    }

    /**
     * Takes what served before the restart as what serves now, as far as it is still there: all of it where the directory cannot
     * serve as it is, else what does not come from there, and what is held.
     */
    private void recall(Loading loading) {
        Past past = transaction.keeping().past();
        boolean isWhole = loading.isSound() && !loading.reports().isEmpty();
        boolean takesAll = !isWhole && past.isOf(setup.rules());
        if (takesAll && !past.revisions().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("rules", setup.rules())
                    .log("the rules directory cannot serve as it is; the last good rules are taken");
        }
        Map<String, CompiledPack> packs = new TreeMap<>();
        Map<String, String> lost = new TreeMap<>();
        past.revisions().forEach((name, revision) -> {
            if (takesAll || past.pins().containsKey(name) || !setup.sources().isRead(name)) {
                transaction
                        .keeping()
                        .pack(name, revision)
                        .ifPresentOrElse(pack -> packs.put(name, pack), () -> lost.put(name, revision));
            }
        });
        begin(packs, past, lost, loading);
    }

    private void begin(Map<String, CompiledPack> packs, Past past, Map<String, String> lost, Loading loading) {
        Map<String, Active> active = new TreeMap<>();
        Map<String, String> seen = new TreeMap<>();
        packs.forEach((name, pack) -> {
            String revision = pack.source().revision();
            active.put(name, new Active(revision, past.since().getOrDefault(name, now())));
            if (setup.sources().isRead(name) && !past.pins().containsKey(name)) {
                seen.put(name, revision);
            }
        });
        Optional<RuleSet> ruleSet = packs.isEmpty() ? Optional.empty() : Optional.of(RuleSet.of(packs.values()));
        transaction.begin(
                new Known(new ActivationPlan.Before(ruleSet, seen, List.of(), false), active, past.pins(), loading),
                past.served(),
                lost);
    }

    /** What is to become of what was loaded; the scenarios of what is new in it have been run. */
    private Proposal proposal(Known known, Loading loading) {
        LastSteps steps = new LastSteps();
        Set<String> refused = refusedUnlessKnown(known, loading);
        Set<String> held = known.held();
        held.addAll(setup.records().packs());
        held.addAll(known.active().keySet());
        held.removeIf(name -> !known.pins().containsKey(name) && setup.sources().isRead(name));
        Proposal proposal;
        do {
            ActivationPlan plan = ActivationPlan.of(loading, known.before(), setup.allowPartial(), refused, held);
            if (!setup.allowPartial() && transaction.lacksPolicy(plan)) {
                plan = plan.waiting(known.before().withoutPacks(), "the policy pack is lost");
            }
            proposal = new Proposal(plan, loading, steps, known.pins(), Proposal.Cause.SOURCE, false);
            if (transaction.swaps(proposal)) {
                steps.rehearse(
                        setup.gate(),
                        proposal.ruleSet(),
                        proposal.newPacks(known, holder.active().isEmpty()),
                        pack -> strictness(known, pack));
            }
            rehearseHeld(known, proposal);
        } while (refused.addAll(steps.refused()));
        return proposal;
    }

    /** A pack that is held has its source's revision tried too, beside what is to serve. */
    private void rehearseHeld(Known known, Proposal proposal) {
        for (String name : proposal.plan().about()) {
            Optional<CompiledPack> pack = proposal.loading().ruleSet().pack(name);
            if (known.pins().containsKey(name) && pack.isPresent()) {
                Map<String, CompiledPack> others = new TreeMap<>(proposal.plan().next());
                others.put(name, pack.get());
                proposal.steps()
                        .rehearse(
                                setup.gate(),
                                RuleSet.of(others.values()),
                                List.of(pack.get()),
                                each -> strictness(known, each));
            }
        }
    }

    /** The packs that are sound and do not pass the gate; what served before has passed it. */
    private Set<String> refusedUnlessKnown(Known known, Loading loading) {
        Set<String> refused = new TreeSet<>();
        loading.reports().stream()
                .filter(report -> report.isRefused() && !isAdmitted(known, report.name(), report.revision()))
                .forEach(report -> refused.add(report.name()));
        return refused;
    }

    private Gate.Strictness strictness(Known known, CompiledPack pack) {
        return isAdmitted(known, pack.name(), pack.source().revision()) ? Gate.Strictness.TELL : Gate.Strictness.BLOCK;
    }

    /** Whether the revision serves, or served when the server was stopped. */
    private boolean isAdmitted(Known known, String pack, @Nullable String revision) {
        Active serving = known.active().get(pack);
        String admitted = serving == null ? lastServed.get(pack) : serving.revision();
        return admitted != null && admitted.equals(revision);
    }

    private Instant now() {
        return setup.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
