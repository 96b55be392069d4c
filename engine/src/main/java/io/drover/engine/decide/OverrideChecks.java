package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.failure.NearestName;
import io.drover.engine.failure.Violation;
import io.drover.engine.pack.Threshold;
import io.drover.engine.pack.ThresholdOverride;
import io.drover.model.decision.Overrides;
import io.drover.model.decision.PolicyOverride;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the overrides of a request in the eyes of one rule set. */
final class OverrideChecks {

    /** Of all packs together. */
    private static final int MOST = 100;

    private static final String POINTER = "/with/thresholds";

    private final RuleSet ruleSet;

    OverrideChecks(RuleSet ruleSet) {
        this.ruleSet = ruleSet;
    }

    List<Violation> violations(Overrides with) {
        List<Violation> violations = new ArrayList<>();
        PolicyOverride policy = with.policy();
        if (policy != null) {
            violations.addAll(new PolicyOverrides(ruleSet, policy).violations());
        }
        int count = with.thresholds().values().stream().mapToInt(Map::size).sum();
        if (count > MOST) {
            violations.add(new Violation(
                    POINTER,
                    "too-many-overrides",
                    "A preview changes at most " + MOST + " thresholds; these are " + count + ".",
                    null));
            return violations;
        }
        with.thresholds().forEach((name, values) -> {
            String pointer = POINTER + "/" + token(name);
            Optional<CompiledPack> pack = ruleSet.pack(name);
            if (pack.isPresent()) {
                violations.addAll(check(pack.get(), values, pointer));
            } else {
                violations.add(unknownPack(name, pointer));
            }
        });
        return violations;
    }

    private static List<Violation> check(CompiledPack pack, Map<String, Object> values, String pointer) {
        Map<String, Threshold> known = pack.source().thresholds();
        List<Violation> violations = new ArrayList<>();
        List<Threshold> sound = new ArrayList<>();
        values.forEach((name, value) -> {
            Threshold threshold = known.get(name);
            Optional<Violation> violation = check(known, name, value, pointer + "/" + token(name));
            if (violation.isEmpty() && threshold != null) {
                sound.add(new ThresholdOverride(threshold, value).applied());
            }
            violation.ifPresent(violations::add);
        });
        violations.addAll(new ThresholdFit(pack).violations(sound, pointer));
        return violations;
    }

    private Violation unknownPack(String name, String pointer) {
        List<String> known =
                ruleSet.compiledPacks().stream().map(CompiledPack::name).toList();
        return new Violation(
                pointer,
                "unknown-pack",
                "No active pack has this name; active are " + String.join(", ", known) + ".",
                NearestName.of(name, known).orElse(null));
    }

    private static Optional<Violation> check(Map<String, Threshold> known, String name, Object value, String pointer) {
        Threshold threshold = known.get(name);
        if (threshold == null) {
            return Optional.of(new Violation(
                    pointer,
                    "unknown-threshold",
                    "The pack has no threshold of this name.",
                    NearestName.of(name, known.keySet()).orElse(null)));
        }
        return Optional.ofNullable(new ThresholdOverride(threshold, value).fault())
                .map(fault -> new Violation(
                        pointer, fault.code(), "The threshold " + name + " " + fault.must() + ".", fault.suggestion()));
    }

    private static String token(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
