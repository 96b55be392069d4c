package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.Variants;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.pack.Threshold;
import io.drover.engine.pack.ThresholdOverride;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Overrides;
import io.drover.model.decision.PolicyOverride;
import io.drover.model.decision.Preview;
import io.drover.model.decision.Preview.Difference;
import io.drover.model.decision.Preview.Overridden;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides about one subject as the rules would with the overrides of the request, and as they do, and compares. A pure function
 * of rule set and request, like the decision; thread-safe.
 */
public final class PreviewEngine {

    private final DecisionEngine engine;
    private final Variants variants;

    /** A decision and what is said of it. */
    public record Previewed(Decision decision, Preview preview) {}

    /** A preview of decisions by {@code engine}, with packs that {@code variants} makes. */
    public PreviewEngine(DecisionEngine engine, Variants variants) {
        this.engine = engine;
        this.variants = variants;
    }

    /**
     * The decision of {@code plain} with the overrides of {@code request}, whose asOf is present. It names the revisions of {@code
     * plain}.
     *
     * @param explain whether the decision says why
     * @throws io.drover.engine.failure.DecisionException if none can be made
     */
    public Previewed decide(RuleSet plain, DecisionRequest request, boolean explain) {
        Overrides with = Objects.requireNonNull(request.with(), "with");
        List<Violation> violations = RequestChecks.of(plain).check(request);
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        DecisionRequest bare = request.withoutOverrides();
        Decision before = engine.decide(plain, bare, false);
        Tried tried = tried(plain, with);
        Decision after = engine.decide(plain.withPacks(tried.packs()), bare.withCutTables(with.cutTables()), explain);
        List<Difference> differences = DecisionDifferences.between(before, after);
        return new Previewed(
                after, new Preview(tried.thresholds(), tried.policy(), tables(plain, bare, with), differences));
    }

    /** Packs to be tried, and what is changed in them. */
    private record Tried(
            List<CompiledPack> packs,
            Map<String, Map<String, Overridden>> thresholds,
            Map<String, Overridden> policy) {}

    private Tried tried(RuleSet plain, Overrides with) {
        Map<String, CompiledPack> packs = new TreeMap<>();
        Map<String, Map<String, Overridden>> changes = new TreeMap<>();
        with.thresholds().forEach((name, values) -> {
            CompiledPack pack = plain.pack(name).orElseThrow();
            SortedMap<String, Threshold> thresholds = thresholds(pack, values);
            if (!thresholds.isEmpty()) {
                packs.put(name, variants.of(pack, thresholds));
                changes.put(name, changes(pack, thresholds));
            }
        });
        PolicyOverride policy = with.policy();
        if (policy == null) {
            return new Tried(List.copyOf(packs.values()), changes, Map.of());
        }
        PolicyOverrides overrides = new PolicyOverrides(plain.withPacks(packs.values()), policy);
        CompiledPack changed = overrides.applied();
        packs.put(changed.name(), changed);
        return new Tried(List.copyOf(packs.values()), changes, overrides.changes());
    }

    private static Map<String, Overridden> tables(RuleSet plain, DecisionRequest request, Overrides with) {
        Map<String, Overridden> tables = new TreeMap<>();
        with.cutTables().forEach((metric, choice) -> {
            Optional<CutTableChoice> chosen =
                    Optional.ofNullable(request.cutTables().get(metric));
            String before = plain.cutTable(metric, chosen).map(CutTable::id).orElse(null);
            tables.put(metric, new Overridden(before, choice.tableId()));
        });
        return tables;
    }

    private static SortedMap<String, Threshold> thresholds(CompiledPack pack, Map<String, Object> values) {
        SortedMap<String, Threshold> thresholds = new TreeMap<>();
        values.forEach((name, value) -> {
            Threshold threshold =
                    Objects.requireNonNull(pack.source().thresholds().get(name), name);
            thresholds.put(name, new ThresholdOverride(threshold, value).applied());
        });
        return thresholds;
    }

    private static Map<String, Overridden> changes(CompiledPack pack, SortedMap<String, Threshold> thresholds) {
        Map<String, Overridden> changes = new TreeMap<>();
        thresholds.forEach((name, threshold) -> {
            Threshold before = Objects.requireNonNull(pack.source().thresholds().get(name), name);
            changes.put(name, new Overridden(before.value(), threshold.value()));
        });
        return changes;
    }
}
