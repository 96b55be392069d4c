package io.drover.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.fact.RfmScore;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expected segments, warnings, scoring, next change, and rules that fire or stay silent. */
final class OutcomeExpectations {

    private static final List<String> SCORING =
            List.of("r", "f", "m", "recencyDays", "frequency", "monetary", "asOf", "cutTable");
    private static final List<String> WARNING = List.of("code", "pointer");

    private final Expecting expecting;

    OutcomeExpectations(Expecting expecting) {
        this.expecting = expecting;
    }

    /** Reads {@code segments}, {@code warnings}, {@code rfm} and {@code nextChangeAt} of what a step expects. */
    void read(YamlNode node, YamlFields expect) {
        segments(expect);
        warnings(expect);
        scoring(node, expect);
        nextChange(node, expect);
    }

    /** Reads {@code fired} and {@code silent}, and returns the rules that must be silent: all of them where none may fire. */
    NavigableSet<String> rules(YamlFields expect) {
        NavigableSet<String> silent = new TreeSet<>();
        for (YamlNode.Text rule :
                expecting.namesIn(expect, "fired", "rule", expecting.names().rules())) {
            expecting.expect(
                    rule.place(),
                    "rule " + rule.value(),
                    "fired",
                    trace -> hasFired(rule.value(), trace) ? Optional.empty() : Optional.of("silent"));
        }
        for (YamlNode.Text rule :
                expecting.namesIn(expect, "silent", "rule", expecting.names().rules())) {
            silent.add(rule.value());
            expecting.expect(
                    rule.place(),
                    "rule " + rule.value(),
                    "silent",
                    trace -> hasFired(rule.value(), trace) ? Optional.of("fired") : Optional.empty());
        }
        if (Expecting.isEmptyList(expect, "fired")) {
            silent.addAll(expecting.names().rules());
            expecting.expect(
                    expect.place("fired"),
                    "rules",
                    "none fired",
                    trace -> unlessEmpty(String.join(", ", trace.firedRules())));
        }
        return silent;
    }

    /** Whether the rule of that name in the scenario's own pack fired, or, if that has none, in any pack. */
    private boolean hasFired(String rule, DecisionTrace trace) {
        return expecting.names().isRuleOf(expecting.pack(), rule)
                ? trace.firedRules(expecting.pack()).contains(rule)
                : trace.firedRules().contains(rule);
    }

    private void segments(YamlFields expect) {
        YamlNode node = expect.node("segments");
        if (node == null) {
            return;
        }
        YamlFields fields = expecting.fields(node, "\"segments\"", List.of("in", "out"));
        if (Expecting.isEmptyList(fields, "in")) {
            expecting.expect(
                    fields.place("in"),
                    "segments",
                    "none",
                    trace -> unlessEmpty(String.join(", ", trace.decision().segments())));
        }
        segments(fields, true);
        segments(fields, false);
    }

    private void segments(YamlFields fields, boolean in) {
        String expected = in ? "in" : "out";
        for (YamlNode.Text segment :
                expecting.namesIn(fields, expected, "segment", expecting.names().segments())) {
            expecting.expect(segment.place(), "segment " + segment.value(), expected, trace -> {
                boolean isIn = trace.decision().segments().contains(segment.value());
                return isIn == in ? Optional.empty() : Optional.of(isIn ? "in" : "out");
            });
        }
    }

    private void warnings(YamlFields expect) {
        if (Expecting.isEmptyList(expect, "warnings")) {
            expecting.expect(
                    expect.place("warnings"),
                    "warnings",
                    "none",
                    trace -> unlessEmpty(codes(trace.decision().warnings())));
        }
        expect.list("warnings").forEach(this::warning);
    }

    private void warning(YamlNode item) {
        ObjectNode pattern = JsonNodeFactory.instance.objectNode();
        if (item instanceof YamlNode.Text code) {
            pattern.put("code", code.value());
        } else {
            expecting.fields(item, "the warning", WARNING).require("code");
            if (item.toJson() instanceof ObjectNode object) {
                pattern.setAll(object);
            }
        }
        JsonNode pointer = pattern.path("pointer");
        String path =
                "warning " + pattern.path("code").asText() + (pointer.isTextual() ? " at " + pointer.asText() : "");
        expecting.expect(item.place(), path, "to be there", trace -> {
            List<DecisionWarning> warnings = trace.decision().warnings();
            boolean found = warnings.stream()
                    .anyMatch(warning ->
                            Subset.matches(pattern, DecisionJson.mapper().valueToTree(warning)));
            return found ? Optional.empty() : Optional.of(warnings.isEmpty() ? "no warning" : codes(warnings));
        });
    }

    private static String codes(List<DecisionWarning> warnings) {
        return warnings.stream()
                .map(warning -> warning.code() + (warning.pointer() == null ? "" : " at " + warning.pointer()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void scoring(YamlNode node, YamlFields expect) {
        if (Expecting.isNull(node, "rfm")) {
            expecting.expect(
                    expect.place("rfm"),
                    "rfm",
                    "no scoring",
                    trace -> trace.decision().rfm() == null ? Optional.empty() : Optional.of("a scoring"));
        }
        YamlNode scoring = expect.node("rfm");
        if (scoring == null) {
            return;
        }
        expecting.fields(scoring, "\"rfm\"", SCORING);
        for (YamlNode.Entry entry : expect.entries("rfm")) {
            JsonNode expected = entry.value().toJson();
            expecting.expect(entry.value().place(), "rfm " + entry.key(), Subset.show(expected), trace -> {
                @Nullable RfmScore actual = trace.decision().rfm();
                JsonNode value = actual == null
                        ? JsonNodeFactory.instance.missingNode()
                        : DecisionJson.mapper().<JsonNode>valueToTree(actual).path(entry.key());
                return Subset.matches(expected, value) ? Optional.empty() : Optional.of(Subset.show(value));
            });
        }
    }

    private void nextChange(YamlNode node, YamlFields expect) {
        Instant expected = expect.instant("nextChangeAt");
        if (expected != null || Expecting.isNull(node, "nextChangeAt")) {
            expecting.expect(expect.place("nextChangeAt"), "nextChangeAt", shown(expected), trace -> {
                Instant actual = trace.decision().nextChangeAt();
                return Objects.equals(actual, expected) ? Optional.empty() : Optional.of(shown(actual));
            });
        }
    }

    private static String shown(@Nullable Instant instant) {
        return instant == null ? "never" : instant.toString();
    }

    private static Optional<String> unlessEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
