package io.drover.engine.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.DecisionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One scenario in YAML while it is read. */
final class ScenarioNode {

    private static final List<String> KEYS = List.of("name", "packs", "steps");
    private static final List<String> STEP_KEYS = List.of("asOf", "given", "expect");
    private static final List<String> EXPECT_KEYS = List.of(
            "classifications",
            "scores",
            "contacts",
            "segments",
            "treatments",
            "transitions",
            "nextChangeAt",
            "warnings",
            "rfm",
            "fired",
            "silent");
    private static final String PREVIOUS = "previous";

    private final YamlNode node;
    private final ScenarioReader.Context context;
    private final Consumer<PackProblem> sink;
    private YamlNode.Mapping given;
    private @Nullable Instant last;

    ScenarioNode(YamlNode node, ScenarioReader.Context context, Consumer<PackProblem> sink) {
        this.node = node;
        this.context = context;
        this.sink = sink;
        this.given = new YamlNode.Mapping(node.place(), Map.of());
    }

    /** The scenario; what is wrong with it goes to the sink. */
    Optional<Scenario> read() {
        String owner = node instanceof YamlNode.Mapping mapping
                        && mapping.entries().containsKey("name")
                ? "the scenario \""
                        + Subset.show(mapping.entries().get("name").value().toJson()) + "\""
                : "the scenario";
        YamlFields fields = new YamlFields(node, owner, KEYS, sink);
        fields.require("name");
        String name = fields.text("name");
        YamlNode.Sequence packs = packs(fields, owner);
        fields.require("steps");
        List<ScenarioStep> steps = new ArrayList<>();
        int number = 0;
        for (YamlNode step : fields.list("steps")) {
            number++;
            step(step, "step " + number + " of " + owner, packs).ifPresent(steps::add);
        }
        return name == null || steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Scenario(context.pack(), name, node.place(), steps));
    }

    /** The packs that decide: those named, else the one that the scenario belongs to. */
    private YamlNode.Sequence packs(YamlFields fields, String owner) {
        if (!fields.has("packs")) {
            return new YamlNode.Sequence(node.place(), List.of(new YamlNode.Text(node.place(), context.pack())));
        }
        List<YamlNode.Text> packs = fields.texts("packs");
        if (packs.stream().noneMatch(pack -> pack.value().equals(context.pack()))) {
            fields.report(
                    fields.place("packs"),
                    "foreign-scenario",
                    YamlFields.sentence(owner + " is not about its own pack " + context.pack()),
                    "Add " + context.pack() + " to its packs, or move the scenario to another pack.");
        }
        return new YamlNode.Sequence(fields.place("packs"), List.copyOf(packs));
    }

    private Optional<ScenarioStep> step(YamlNode step, String owner, YamlNode.Sequence packs) {
        YamlFields fields = new YamlFields(step, owner, STEP_KEYS, sink);
        fields.require("asOf");
        Instant asOf = fields.instant("asOf");
        if (asOf != null && last != null && asOf.isBefore(last)) {
            fields.report(
                    fields.place("asOf"),
                    "time-goes-back",
                    YamlFields.sentence(owner + " is before the step that precedes it"),
                    "Order the steps by their asOf.");
        }
        last = asOf == null ? last : asOf;
        Optional<ObjectNode> request = request(fields, owner, packs, asOf);
        Expecting expecting = new Expecting(
                context.names()
                        .apply(packs.items().stream()
                                .map(pack -> ((YamlNode.Text) pack).value())
                                .toList()),
                sink);
        SortedSet<String> silent = expectations(fields, owner, expecting);
        return asOf == null
                ? Optional.empty()
                : request.map(json -> new ScenarioStep(step.place(), asOf, json, expecting.expectations(), silent));
    }

    private static SortedSet<String> expectations(YamlFields step, String owner, Expecting expecting) {
        YamlNode expect = step.node("expect") == null
                ? new YamlNode.Mapping(step.place("expect"), Map.of())
                : step.node("expect");
        YamlFields fields = expecting.fields(expect, "\"expect\" of " + owner, EXPECT_KEYS);
        new ValueExpectations(expecting).read(fields);
        new TreatmentExpectations(expecting).read(fields);
        new TransitionExpectations(expecting).read(expect, fields);
        OutcomeExpectations outcome = new OutcomeExpectations(expecting);
        outcome.read(expect, fields);
        return outcome.rules(fields);
    }

    /** The request of a step: all facts given so far, if they make a request that the packs accept. */
    private Optional<ObjectNode> request(
            YamlFields step, String owner, YamlNode.Sequence packs, @Nullable Instant asOf) {
        YamlNode.Mapping more = step.node("given") == null
                ? new YamlNode.Mapping(step.place("given"), Map.of())
                : YamlFields.mappingOf(step.node("given"), "\"given\" of " + owner, sink);
        refuse(more, "asOf", "Write \"asOf\" beside \"given\".");
        refuse(more, "packs", "Write \"packs\" beside the scenario's name.");
        Map<String, YamlNode.Entry> facts = new LinkedHashMap<>(more.entries());
        YamlNode.Entry previous = facts.remove(PREVIOUS);
        given = GivenFacts.merge(given, new YamlNode.Mapping(more.place(), facts));
        if (asOf == null) {
            return Optional.empty();
        }
        Map<String, YamlNode.Entry> members = new LinkedHashMap<>(given.entries());
        put(members, "asOf", new YamlNode.Text(step.place("asOf"), asOf.toString()));
        put(members, "packs", packs);
        if (previous != null) {
            put(members, PREVIOUS, previous.value());
        }
        YamlNode.Mapping whole = new YamlNode.Mapping(more.place(), members);
        ObjectNode request = (ObjectNode) whole.toJson();
        List<Violation> violations = violations(request);
        violations.forEach(violation -> sink.accept(problem(violation, whole)));
        return violations.isEmpty() ? Optional.of(request) : Optional.empty();
    }

    private static void put(Map<String, YamlNode.Entry> members, String key, YamlNode value) {
        members.put(key, new YamlNode.Entry(value.place(), key, value));
    }

    private void refuse(YamlNode.Mapping given, String key, String remedy) {
        YamlNode.Entry entry = given.entries().get(key);
        if (entry != null) {
            sink.accept(PackProblem.error(
                    entry.place(), null, "misplaced-key", "\"" + key + "\" cannot be given as a fact.", remedy));
        }
    }

    private List<Violation> violations(ObjectNode json) {
        try {
            DecisionRequest request = bind(json);
            return context.checks()
                    .check(request.subject().kind(), request.packs(), request.facts(), request.cutTables());
        } catch (InvalidRequestException e) {
            return e.violations();
        } catch (MalformedRequestException e) {
            return List.of(new Violation("", e.code(), String.valueOf(e.getMessage()), null));
        }
    }

    /** The request that {@code json} is; by way of its text, so that numbers are read as they are from an application. */
    static DecisionRequest bind(ObjectNode json) {
        try {
            return RequestReader.read(DecisionJson.mapper().writeValueAsBytes(json), RuleSetChecks.none());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON cannot be written as JSON", e);
        }
    }

    private static PackProblem problem(Violation violation, YamlNode.Mapping request) {
        Place place = request.nearest(violation.pointer()).place();
        return PackProblem.error(place, null, violation.code(), violation.detail(), remedy(violation));
    }

    /** A suggestion is a name, an example of a value, or the words of a remedy. */
    private static String remedy(Violation violation) {
        String suggestion = violation.suggestion();
        if (suggestion == null) {
            return "Correct what is given.";
        }
        if (suggestion.indexOf(' ') > 0) {
            return YamlFields.sentence(suggestion);
        }
        return violation.code().startsWith("unknown")
                ? "Did you mean \"" + suggestion + "\"?"
                : "Write for example " + suggestion + ".";
    }
}
