package io.drover.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.PolicyReader;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Threshold;
import io.drover.engine.pack.ThresholdOverride;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code with} of a scenario: what it tries in place of what its packs say. */
final class VariationReader {

    private static final List<String> KEYS = List.of("thresholds", "policy");

    private final ScenarioReader.Context context;
    private final Consumer<PackProblem> sink;

    VariationReader(ScenarioReader.Context context, Consumer<PackProblem> sink) {
        this.context = context;
        this.sink = sink;
    }

    /** What {@code node} says about {@code packs}, those of the scenario {@code owner}; null: nothing. */
    Variation read(@Nullable YamlNode node, List<String> packs, String owner) {
        if (node == null) {
            return Variation.NONE;
        }
        YamlFields fields = new YamlFields(node, "\"with\" of " + owner, KEYS, sink);
        SortedMap<String, SortedMap<String, Threshold>> thresholds = new TreeMap<>();
        for (YamlNode.Entry entry : fields.entries("thresholds")) {
            Optional<RulePack> pack =
                    packs.contains(entry.key()) ? context.sources().apply(entry.key()) : Optional.empty();
            if (pack.isPresent()) {
                thresholds.put(entry.key(), thresholds(entry, pack.get()));
            } else {
                reportUnknown(entry.place(), "pack", entry.key(), packs);
            }
        }
        return new Variation(thresholds, policy(fields, packs));
    }

    private SortedMap<String, Threshold> thresholds(YamlNode.Entry entry, RulePack pack) {
        SortedMap<String, Threshold> changed = new TreeMap<>();
        for (YamlNode.Entry value : YamlFields.mappingOf(
                        entry.value(), "the thresholds of the pack " + entry.key(), sink)
                .entries()
                .values()) {
            Threshold threshold = pack.thresholds().get(value.key());
            if (threshold == null) {
                reportUnknown(
                        value.place(),
                        "threshold",
                        value.key(),
                        pack.thresholds().keySet());
                continue;
            }
            ThresholdOverride override =
                    new ThresholdOverride(threshold, plain(value.value().toJson()));
            ThresholdOverride.Fault fault = override.fault();
            if (fault == null) {
                changed.put(value.key(), override.applied());
            } else {
                String suggestion = fault.suggestion();
                report(
                        value.value().place(),
                        "wrong-type",
                        "The threshold " + value.key() + " " + fault.must() + ".",
                        suggestion == null ? "Write another value." : "Write for example " + suggestion + ".");
            }
        }
        return changed;
    }

    private static Object plain(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isArray()
                ? value.valueStream().map(JsonNode::asText).toList()
                : value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }

    private @Nullable PolicyRules policy(YamlFields fields, List<String> packs) {
        YamlNode node = fields.node("policy");
        if (node == null) {
            return null;
        }
        Optional<PolicyRules> own = packs.stream()
                .filter(context.policies()::contains)
                .findFirst()
                .flatMap(context.sources())
                .map(RulePack::manifest)
                .map(Manifest::policy);
        if (own.isEmpty()) {
            report(
                    node.place(),
                    "misplaced-key",
                    "A policy is tried, but no policy pack is among the packs of the scenario.",
                    "Add the policy pack to its packs, or remove \"policy\".");
        }
        return new PolicyReader(sink).read(node, own.orElse(PolicyRules.NONE));
    }

    private void reportUnknown(Place place, String what, String name, Collection<String> known) {
        report(
                place,
                "unknown-" + what,
                "There is no " + what + " \"" + name + "\" for the scenario to try.",
                NearestName.of(name, known)
                        .map(nearest -> "Did you mean \"" + nearest + "\"?")
                        .orElse("Use one of these: " + String.join(", ", known) + "."));
    }

    private void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}
