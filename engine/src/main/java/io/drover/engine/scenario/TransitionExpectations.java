package io.drover.engine.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.Transitions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expected transitions from the previous answer: segments entered and exited, taxonomies changed. */
final class TransitionExpectations {

    private static final String NOTHING_BEFORE = "no previous answer to compare with";

    private final Expecting expecting;

    TransitionExpectations(Expecting expecting) {
        this.expecting = expecting;
    }

    /** Reads {@code transitions} of what a step expects; {@code null} expects that there is no previous answer. */
    void read(YamlNode node, YamlFields expect) {
        if (Expecting.isNull(node, "transitions")) {
            expecting.expect(
                    expect.place("transitions"),
                    "transitions",
                    NOTHING_BEFORE,
                    trace -> trace.decision().transitions() == null ? Optional.empty() : Optional.of("one"));
        }
        YamlNode transitions = expect.node("transitions");
        if (transitions == null) {
            return;
        }
        YamlFields fields = expecting.fields(transitions, "\"transitions\"", List.of("entered", "exited", "changed"));
        segments(fields, "entered", Transitions::entered);
        segments(fields, "exited", Transitions::exited);
        fields.list("changed").forEach(this::changed);
        if (Expecting.isEmptyList(fields, "changed")) {
            expecting.expect(
                    fields.place("changed"),
                    "transitions",
                    "nothing changed",
                    trace -> of(trace, TransitionExpectations::changes));
        }
    }

    private void segments(YamlFields fields, String key, Function<Transitions, List<String>> actual) {
        if (Expecting.isEmptyList(fields, key)) {
            expecting.expect(
                    fields.place(key),
                    "transitions",
                    "nothing " + key,
                    trace -> of(trace, transitions -> String.join(", ", actual.apply(transitions))));
        }
        for (YamlNode.Text segment :
                expecting.namesIn(fields, key, "segment", expecting.names().segments())) {
            expecting.expect(
                    segment.place(),
                    "segment " + segment.value(),
                    key,
                    trace -> of(
                            trace,
                            transitions -> actual.apply(transitions).contains(segment.value()) ? "" : "not " + key));
        }
    }

    private void changed(YamlNode item) {
        ObjectNode pattern = JsonNodeFactory.instance.objectNode();
        if (item instanceof YamlNode.Text taxonomy) {
            pattern.put("taxonomy", taxonomy.value());
        } else {
            expecting
                    .fields(item, "the change", List.of("taxonomy", "from", "to", "contactId"))
                    .require("taxonomy");
            if (item.toJson() instanceof ObjectNode object) {
                pattern.setAll(object);
            }
        }
        if (!pattern.has("taxonomy")) {
            return;
        }
        String taxonomy = pattern.path("taxonomy").asText();
        if (!expecting.isKnown(
                item.place(),
                "taxonomy",
                taxonomy,
                expecting.names().taxonomies().keySet())) {
            return;
        }
        String expected = "changed"
                + (pattern.has("from") ? " from " + shown(pattern.path("from").asText(null)) : "")
                + (pattern.has("to") ? " to " + shown(pattern.path("to").asText(null)) : "");
        expecting.expect(
                item.place(),
                "taxonomy " + taxonomy,
                expected,
                trace -> of(trace, transitions -> {
                    List<Transitions.Change> changes = transitions.changed();
                    boolean found = changes.stream()
                            .anyMatch(change -> Subset.matches(
                                    pattern, DecisionJson.mapper().valueToTree(change)));
                    return found ? "" : changes.isEmpty() ? "nothing changed" : changes(transitions);
                }));
    }

    private static String changes(Transitions transitions) {
        return transitions.changed().stream()
                .map(change -> change.taxonomy()
                        + (change.contactId() == null ? "" : " of contact " + change.contactId())
                        + " from " + shown(change.from()) + " to " + shown(change.to()))
                .collect(Collectors.joining(", "));
    }

    private static String shown(@Nullable String value) {
        return value == null ? "unclassified" : value;
    }

    /** The mismatch that {@code mismatch} finds, as text; empty text is none. */
    private static Optional<String> of(DecisionTrace trace, Function<Transitions, String> mismatch) {
        Transitions transitions = trace.decision().transitions();
        if (transitions == null) {
            return Optional.of(NOTHING_BEFORE);
        }
        String text = mismatch.apply(transitions);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
