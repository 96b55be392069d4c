package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.PolicyRules.Cap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what a policy pack says about candidate treatments side by side: the key {@code policy} of its manifest. */
public final class PolicyReader {

    private static final List<String> KEYS = List.of("exclusive", "perDecision", "caps");
    private static final List<String> CAP_KEYS = List.of("max", "per");

    /** Channels by which somebody is reached; what is on no channel cannot become too much. */
    private static final List<String> CHANNELS = TreatmentDefinition.CHANNELS.stream()
            .filter(channel -> !channel.equals("none"))
            .toList();

    private static final int MOST = 1_000_000;

    private final Consumer<PackProblem> sink;

    /** A reader that tells {@code sink} what is wrong. */
    public PolicyReader(Consumer<PackProblem> sink) {
        this.sink = sink;
    }

    /** What {@code node} says; null: nothing. */
    PolicyRules read(@Nullable YamlNode node) {
        return node == null ? PolicyRules.NONE : read(node, PolicyRules.NONE);
    }

    /** What {@code node} says; where it says nothing, what {@code otherwise} says. */
    public PolicyRules read(YamlNode node, PolicyRules otherwise) {
        YamlFields fields = new YamlFields(node, "the policy", KEYS, sink);
        return new PolicyRules(
                fields.has("exclusive") ? exclusive(fields) : otherwise.exclusive(),
                fields.has("perDecision") ? perDecision(fields) : otherwise.perDecision(),
                fields.has("caps") ? caps(fields) : otherwise.caps());
    }

    private List<List<String>> exclusive(YamlFields fields) {
        List<List<String>> groups = new ArrayList<>();
        for (YamlNode item : fields.list("exclusive")) {
            if (item instanceof YamlNode.Sequence sequence) {
                groups.add(group(sequence));
            } else {
                report(
                        item.place(),
                        "wrong-type",
                        "An item of \"exclusive\" must be a list of treatments, but is " + item.kind() + ".",
                        "Write the treatments in brackets, such as [winback.offer, reengage.offer].");
            }
        }
        return groups;
    }

    private List<String> group(YamlNode.Sequence sequence) {
        Set<String> seen = new HashSet<>();
        List<String> keys = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            String key = YamlFields.text(item, "a treatment of \"exclusive\"", sink);
            if (key == null) {
                continue;
            }
            Names.DEFINED.check(key, "a treatment", item.place(), sink);
            if (seen.add(key)) {
                keys.add(key);
            } else {
                report(
                        item.place(),
                        "duplicate-value",
                        "The treatment \"" + key + "\" is there twice in one group.",
                        "Remove one of the two.");
            }
        }
        if (sequence.items().size() < 2) {
            report(
                    sequence.place(),
                    "wrong-type",
                    "A group of \"exclusive\" has fewer than two treatments, so that nothing excludes anything.",
                    "Write at least two treatments, such as [winback.offer, reengage.offer].");
        }
        return keys;
    }

    private Map<String, Integer> perDecision(YamlFields fields) {
        Map<String, Integer> limits = new TreeMap<>();
        channels(fields, "perDecision", (channel, values) -> {
            Integer most = values.wholeNumber(channel, 0, MOST);
            if (most != null) {
                limits.put(channel, most);
            }
        });
        return limits;
    }

    private Map<String, Cap> caps(YamlFields fields) {
        Map<String, Cap> caps = new TreeMap<>();
        channels(fields, "caps", (channel, values) -> {
            YamlNode node = values.node(channel);
            Cap cap = node == null ? null : cap(node, channel);
            if (cap != null) {
                caps.put(channel, cap);
            }
        });
        return caps;
    }

    private @Nullable Cap cap(YamlNode node, String channel) {
        YamlFields fields = new YamlFields(node, "the cap on " + channel, CAP_KEYS, sink);
        CAP_KEYS.forEach(fields::require);
        Integer max = fields.wholeNumber("max", 0, MOST);
        Duration per = fields.duration("per");
        if (per != null && per.isZero()) {
            report(fields.place("per"), "wrong-type", "The window of the cap is empty.", "Write one such as 7d.");
            return null;
        }
        return max == null || per == null ? null : new Cap(max, per);
    }

    /** Gives {@code reader} each known channel among the keys of the mapping at {@code key}; others are reported. */
    private void channels(YamlFields fields, String key, BiConsumer<String, YamlFields> reader) {
        YamlNode node = fields.node(key);
        if (node == null) {
            return;
        }
        for (YamlNode.Entry entry : YamlFields.mappingOf(node, "\"" + key + "\" of the policy", sink)
                .entries()
                .values()) {
            if (CHANNELS.contains(entry.key())) {
                YamlNode.Mapping alone = new YamlNode.Mapping(entry.place(), Map.of(entry.key(), entry));
                reader.accept(
                        entry.key(),
                        new YamlFields(alone, "\"" + key + "\" of the policy", List.of(entry.key()), sink));
            } else {
                report(
                        entry.place(),
                        "unknown-value",
                        "There is no channel \"" + entry.key() + "\".",
                        NearestName.remedy(entry.key(), CHANNELS, "Use one of these"));
            }
        }
    }

    private void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}
