package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.diff.PackComparison;
import io.drover.engine.diff.PackDiff;
import io.drover.engine.diff.ReadPack;
import io.drover.engine.impact.BudgetCheck;
import io.drover.engine.pack.PackProblem;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.impact.ImpactResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Compares revisions of packs that are kept, serve or wait in their source: by what they say, and by whom they would move. Thread-safe. */
public final class Comparisons {

    private final RuleSetHolder holder;
    private final Transaction transaction;
    private final KeptPacks kept;
    private final ImpactMeasure measure;

    /** Comparisons of what {@code setup} keeps, and {@code activation} found, with each other and with what {@code holder} serves. */
    public Comparisons(RuleSetHolder holder, Activation activation, Activation.Setup setup, ImpactMeasure measure) {
        this.holder = holder;
        this.transaction = activation.transaction();
        this.kept = new KeptPacks(setup);
        this.measure = measure;
    }

    /**
     * Who would move, and what that exceeds of the pack's own budget.
     *
     * @param overBudget as the gate would have it
     */
    public record Moved(ImpactResult result, List<PackProblem> overBudget) {}

    /**
     * What two revisions of the pack {@code name} do not have in common.
     *
     * @throws ChangeRefusedException if one of them is neither kept nor in its source
     */
    public PackDiff diff(String name, String from, String to) {
        return PackComparison.compare(ReadPack.of(pack(name, from)), ReadPack.of(pack(name, to)));
    }

    /** The revision of the pack {@code name} that serves. */
    public String active(String name) {
        return holder.active()
                .flatMap(rules -> rules.ruleSet().pack(name))
                .map(pack -> pack.source().revision())
                .orElseThrow(() -> new ChangeRefusedException(
                        Why.NOT_FOUND, "No revision of this pack is active that could be compared with."));
    }

    /**
     * Who would move by the revision {@code revision} of the pack {@code name}; otherwise as {@link ImpactMeasure#of}.
     *
     * @throws ChangeRefusedException if it is neither kept nor in its source
     */
    public Moved impact(String name, String revision, Instant since, int latest, int examples) throws IOException {
        CompiledPack pack = pack(name, revision);
        ImpactResult result = measure.of(pack, since, latest, examples);
        return new Moved(result, BudgetCheck.exceeded(pack.source(), result.impact()));
    }

    private CompiledPack pack(String name, String revision) {
        return kept.look(name, revision, transaction.known())
                .orElseThrow(() -> new ChangeRefusedException(
                        Why.NOT_FOUND,
                        "No revision " + revision + " of the pack " + name
                                + " is kept, or not as a whole; GET /v1/packs/" + name
                                + "/revisions lists those that are, and GET /v1/packs/" + name
                                + " names the one that its source has."));
    }
}
