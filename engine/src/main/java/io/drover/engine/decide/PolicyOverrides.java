package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.failure.NearestName;
import io.drover.engine.failure.Violation;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.decision.PolicyOverride;
import io.drover.model.decision.Preview.Overridden;
import io.drover.model.fact.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The policy of one rule set with parts of it replaced, and what is wrong with these. */
final class PolicyOverrides {

    private static final String POINTER = "/with/policy";
    private static final List<String> CHANNELS = TreatmentDefinition.CHANNELS.stream()
            .filter(channel -> !channel.equals("none"))
            .toList();

    private final RuleSet ruleSet;
    private final PolicyOverride override;

    PolicyOverrides(RuleSet ruleSet, PolicyOverride override) {
        this.ruleSet = ruleSet;
        this.override = override;
    }

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (pack().isEmpty()) {
            violations.add(new Violation(POINTER, "no-policy", "There is no active policy pack to override.", null));
        }
        addChannels("/perDecision", Objects.requireNonNullElse(override.perDecision(), Map.of()), violations);
        Map<String, PolicyOverride.Cap> caps = Objects.requireNonNullElse(override.caps(), Map.of());
        addChannels("/caps", caps, violations);
        caps.forEach((channel, cap) -> {
            Duration per = duration(cap.per());
            if (per == null || per.isZero()) {
                violations.add(new Violation(
                        POINTER + "/caps/" + token(channel) + "/per",
                        "bad-duration",
                        "The window of a cap must be a duration longer than zero: a number and d, h, m or s.",
                        "7d"));
            }
        });
        addGroups(violations);
        return violations;
    }

    private static void addChannels(String part, Map<String, ?> byChannel, List<Violation> violations) {
        byChannel.keySet().stream()
                .filter(channel -> !CHANNELS.contains(channel))
                .forEach(channel -> violations.add(new Violation(
                        POINTER + part + "/" + token(channel),
                        "unknown-channel",
                        "There is no channel of this name.",
                        NearestName.of(channel, CHANNELS).orElse("one of " + String.join(", ", CHANNELS)))));
    }

    private void addGroups(List<Violation> violations) {
        List<List<String>> groups = Objects.requireNonNullElse(override.exclusive(), List.of());
        Set<String> known = new TreeSet<>();
        ruleSet.packs()
                .forEach(pack -> known.addAll(pack.manifest().treatments().keySet()));
        for (int i = 0; i < groups.size(); i++) {
            String pointer = POINTER + "/exclusive/" + i;
            List<String> group = groups.get(i);
            if (group.size() < 2 || new HashSet<>(group).size() < group.size()) {
                violations.add(new Violation(
                        pointer, "bad-group", "A group must name at least two treatments, each once.", null));
            }
            for (int j = 0; j < group.size(); j++) {
                if (!known.contains(group.get(j))) {
                    violations.add(new Violation(
                            pointer + "/" + j,
                            "unknown-treatment",
                            "No active pack has a treatment of this key.",
                            NearestName.of(group.get(j), known).orElse(null)));
                }
            }
        }
    }

    private static @Nullable Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String token(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private Optional<CompiledPack> pack() {
        return ruleSet.compiledPacks().stream()
                .filter(pack -> pack.source().manifest().isPolicy())
                .findFirst();
    }

    /** The policy pack with what is overridden; there are no violations. */
    CompiledPack applied() {
        CompiledPack pack = pack().orElseThrow();
        return pack.withPolicy(policy(pack.source().manifest().policy()));
    }

    private PolicyRules policy(PolicyRules plain) {
        Map<String, PolicyRules.Cap> caps = new TreeMap<>();
        Objects.requireNonNullElse(override.caps(), Map.<String, PolicyOverride.Cap>of())
                .forEach((channel, cap) ->
                        caps.put(channel, new PolicyRules.Cap(cap.max(), Durations.parse(cap.per()))));
        return new PolicyRules(
                Objects.requireNonNullElse(override.exclusive(), plain.exclusive()),
                Objects.requireNonNullElse(override.perDecision(), plain.perDecision()),
                override.caps() == null ? plain.caps() : caps);
    }

    /** What is overridden, by the name of the part. */
    Map<String, Overridden> changes() {
        PolicyRules before = pack().orElseThrow().source().manifest().policy();
        PolicyRules after = policy(before);
        Map<String, Overridden> changes = new TreeMap<>();
        if (override.exclusive() != null) {
            changes.put("exclusive", new Overridden(before.exclusive(), after.exclusive()));
        }
        if (override.perDecision() != null) {
            changes.put("perDecision", new Overridden(before.perDecision(), after.perDecision()));
        }
        if (override.caps() != null) {
            changes.put("caps", new Overridden(shown(before.caps()), shown(after.caps())));
        }
        return changes;
    }

    private static Map<String, Map<String, Object>> shown(Map<String, PolicyRules.Cap> caps) {
        Map<String, Map<String, Object>> shown = new TreeMap<>();
        caps.forEach((channel, cap) ->
                shown.put(channel, new TreeMap<>(Map.of("max", cap.max(), "per", Durations.text(cap.per())))));
        return shown;
    }
}
