package io.drover.engine.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.decide.InventedTreatment;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.fact.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the candidates of a draft as the reader of scenarios will; what it would refuse is no candidate. */
final class TriedCandidates {

    /** Where candidates stand in what a scenario gives. */
    static final String MEMBER = "candidates";

    /** The pack and the key of a candidate for which a scenario has no other. */
    static final String EXAMPLE = "example";

    private static final String NOTHING = "none";

    private TriedCandidates() {}

    /** The candidates of {@code given}; none where there are none, or one of them cannot be read. */
    static List<InventedTreatment> of(ObjectNode given) {
        List<InventedTreatment> candidates = new ArrayList<>();
        try {
            for (JsonNode each : given.path(MEMBER)) {
                if (!each.path("key").isTextual()
                        || !TreatmentDefinition.CHANNELS.contains(
                                each.path("channel").asText())) {
                    return List.of();
                }
                candidates.add(new InventedTreatment(EXAMPLE, definition(each), null));
            }
            return candidates;
        } catch (DateTimeException e) {
            return List.of();
        }
    }

    private static TreatmentDefinition definition(JsonNode candidate) {
        return new TreatmentDefinition(
                candidate.path("key").asText(),
                candidate.path("channel").asText(),
                NOTHING,
                NOTHING,
                NOTHING,
                candidate.path("purpose").asText("marketing"),
                candidate.path("priority").asInt(0),
                null,
                cooldown(candidate),
                null,
                candidate.path("suppression").asBoolean(false),
                true,
                null,
                null);
    }

    private static @Nullable Duration cooldown(JsonNode candidate) {
        return candidate.has("cooldown")
                ? Durations.parse(candidate.path("cooldown").asText())
                : null;
    }
}
