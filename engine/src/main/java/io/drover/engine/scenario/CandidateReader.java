package io.drover.engine.scenario;

import io.drover.engine.decide.InventedTreatment;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the candidates that a scenario of a policy pack invents: what a catalogue would say, as far as a policy looks at it. */
final class CandidateReader {

    /** What the pack of a candidate is called that does not say it. */
    private static final String SOME_PACK = "example";

    private static final String NOTHING = "none";
    private static final int MOST_PRIORITY = 1_000_000;
    private static final List<String> KEYS = List.of(
            "key",
            "pack",
            "contactId",
            "channel",
            "purpose",
            "priority",
            "cooldown",
            "repeatEvery",
            "suppression",
            "enabled",
            "validFrom",
            "validUntil");

    private final Consumer<PackProblem> sink;

    CandidateReader(Consumer<PackProblem> sink) {
        this.sink = sink;
    }

    /** The candidates in the list that {@code entry} holds; null: none. */
    List<InventedTreatment> read(YamlNode.@Nullable Entry entry) {
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof YamlNode.Sequence list)) {
            sink.accept(PackProblem.error(
                    entry.value().place(),
                    null,
                    "wrong-type",
                    "\"candidates\" must be a list, but is " + entry.value().kind() + ".",
                    "Write one \"- {key: …, channel: …}\" a line."));
            return List.of();
        }
        List<InventedTreatment> candidates = new ArrayList<>();
        list.items().forEach(item -> candidate(item).ifPresent(candidates::add));
        return candidates;
    }

    private Optional<InventedTreatment> candidate(YamlNode item) {
        YamlFields fields = new YamlFields(item, "the candidate", KEYS, sink);
        fields.require("key");
        fields.require("channel");
        String key = fields.text("key");
        String channel = fields.choice("channel", TreatmentDefinition.CHANNELS);
        if (key == null || channel == null) {
            return Optional.empty();
        }
        TreatmentDefinition definition = new TreatmentDefinition(
                key,
                channel,
                NOTHING,
                NOTHING,
                NOTHING,
                Objects.requireNonNullElse(fields.text("purpose"), "marketing"),
                Objects.requireNonNullElse(fields.wholeNumber("priority", -MOST_PRIORITY, MOST_PRIORITY), 0),
                null,
                fields.duration("cooldown"),
                fields.duration("repeatEvery"),
                fields.flag("suppression", false),
                fields.flag("enabled", true),
                fields.instant("validFrom"),
                fields.instant("validUntil"));
        return Optional.of(new InventedTreatment(
                Objects.requireNonNullElse(fields.text("pack"), SOME_PACK), definition, fields.text("contactId")));
    }
}
