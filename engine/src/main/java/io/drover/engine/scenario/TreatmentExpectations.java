package io.drover.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import io.drover.engine.request.DecisionJson;
import io.drover.model.conclusion.Withhold;
import io.drover.model.decision.ExplainedConclusion;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.decision.TreatmentStatus;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Expected treatments. Under a status stand those that must have it, each as its key or as a mapping of whatever is to be
 * said of it; an empty list expects none. Under {@code not} stand those that must not be there, whatever their status.
 */
final class TreatmentExpectations {

    private static final String NOT = "not";
    private static final List<String> STATUSES = Arrays.stream(TreatmentStatus.values())
            .map(TreatmentExpectations::word)
            .toList();
    /** Every reason for which it is not given, not only the first: out of the explanation. */
    private static final String REASONS = "reasons";

    private static final List<String> MEMBERS = Stream.concat(
                    Arrays.stream(TreatmentDecision.class.getRecordComponents()).map(RecordComponent::getName),
                    Stream.of(REASONS))
            .toList();

    /** Members that say which treatment is meant; the others say what is expected of it. */
    private static final List<String> IDENTITY = List.of("pack", "key", "contactId");

    private final Expecting expecting;

    TreatmentExpectations(Expecting expecting) {
        this.expecting = expecting;
    }

    /** Reads {@code treatments} of what a step expects. */
    void read(YamlFields expect) {
        YamlNode node = expect.node("treatments");
        if (node == null) {
            return;
        }
        List<String> keys = Stream.concat(STATUSES.stream(), Stream.of(NOT)).toList();
        YamlFields fields = expecting.fields(node, "\"treatments\"", keys);
        for (TreatmentStatus status : TreatmentStatus.values()) {
            if (Expecting.isEmptyList(fields, word(status))) {
                none(fields, status);
            }
            fields.list(word(status))
                    .forEach(item -> pattern(item).ifPresent(pattern -> present(item, status, pattern)));
        }
        fields.list(NOT).forEach(item -> pattern(item).ifPresent(pattern -> absent(item, pattern)));
    }

    private static String word(TreatmentStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private Optional<ObjectNode> pattern(YamlNode item) {
        if (item instanceof YamlNode.Text text) {
            ObjectNode pattern = JsonNodeFactory.instance.objectNode().put("key", text.value());
            return isKnown(text) ? Optional.of(pattern) : Optional.empty();
        }
        YamlFields fields = expecting.fields(item, "the treatment", MEMBERS);
        fields.require("key");
        return fields.node("key") instanceof YamlNode.Text key && isKnown(key)
                ? Optional.of((ObjectNode) item.toJson())
                : Optional.empty();
    }

    private boolean isKnown(YamlNode.Text key) {
        return expecting.isKnown(
                key.place(), "treatment", key.value(), expecting.names().treatments());
    }

    private void none(YamlFields fields, TreatmentStatus status) {
        expecting.expect(fields.place(word(status)), "treatments", "none " + word(status), trace -> {
            String found = trace.decision().treatments().stream()
                    .filter(treatment -> treatment.status() == status)
                    .map(TreatmentDecision::key)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return found.isEmpty() ? Optional.empty() : Optional.of(found);
        });
    }

    private void present(YamlNode item, TreatmentStatus status, ObjectNode pattern) {
        String expected = word(status) + details(pattern);
        expecting.expect(item.place(), path(pattern), expected, trace -> mismatch(trace, status, pattern));
    }

    private static Optional<String> mismatch(DecisionTrace trace, TreatmentStatus status, ObjectNode pattern) {
        List<TreatmentDecision> candidates = candidates(trace, pattern);
        Predicate<TreatmentDecision> asExpected =
                treatment -> treatment.status() == status && Subset.matches(pattern, json(treatment, trace));
        if (candidates.stream().anyMatch(asExpected)) {
            return Optional.empty();
        }
        return candidates.stream()
                .min(Comparator.comparing(treatment -> treatment.status() == status ? 0 : 1))
                .map(nearest -> shown(nearest) + with(Subset.differences(pattern, json(nearest, trace))))
                .or(() -> Optional.of("no such treatment"));
    }

    private void absent(YamlNode item, ObjectNode pattern) {
        expecting.expect(
                item.place(),
                path(pattern),
                "none" + details(pattern),
                trace -> candidates(trace, pattern).stream()
                        .filter(treatment -> Subset.matches(pattern, json(treatment, trace)))
                        .findFirst()
                        .map(TreatmentExpectations::shown));
    }

    private static List<TreatmentDecision> candidates(DecisionTrace trace, ObjectNode pattern) {
        ObjectNode identity = pattern.deepCopy().retain(IDENTITY);
        return trace.decision().treatments().stream()
                .filter(treatment -> Subset.matches(identity, json(treatment, trace)))
                .toList();
    }

    private static JsonNode json(TreatmentDecision treatment, DecisionTrace trace) {
        ObjectNode json = DecisionJson.mapper().valueToTree(treatment);
        ArrayNode reasons = json.putArray(REASONS);
        List<ExplainedConclusion> explanation =
                Objects.requireNonNullElse(trace.decision().explanation(), List.of());
        for (String reason : Withhold.REASONS) {
            String conclusion = treatment.key() + "=" + reason;
            if (explanation.stream()
                    .anyMatch(explained -> explained.kind().equals(ExplainedConclusion.WITHHELD)
                            && explained.conclusion().equals(conclusion)
                            && Objects.equals(explained.contactId(), treatment.contactId()))) {
                reasons.add(reason);
            }
        }
        return json;
    }

    private static String path(ObjectNode pattern) {
        JsonNode contactId = pattern.path("contactId");
        return "treatment " + pattern.path("key").asText()
                + (contactId.isTextual() ? " of contact " + contactId.textValue() : "");
    }

    private static String details(ObjectNode pattern) {
        return with(pattern.properties().stream()
                .filter(member -> !IDENTITY.contains(member.getKey()))
                .map((Map.Entry<String, JsonNode> member) -> member.getKey() + " " + Subset.show(member.getValue()))
                .toList());
    }

    private static String with(List<String> details) {
        return details.isEmpty() ? "" : " with " + String.join(", ", details);
    }

    private static String shown(TreatmentDecision treatment) {
        return word(treatment.status()) + (treatment.reason() == null ? "" : " (" + treatment.reason() + ")");
    }
}
