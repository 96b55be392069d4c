package io.drover.engine.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.decide.InventedTreatment;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one scenario, in their order: what is given in one is given in those that follow. */
final class StepReader {

    static final List<String> KEYS = List.of("asOf", "given", "expect");
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
    private static final String CANDIDATES = "candidates";

    private final ScenarioReader.Context context;
    private final YamlNode.Sequence packs;
    private final Consumer<PackProblem> sink;
    private YamlNode.Mapping given;
    private @Nullable Instant last;

    /** A reader of the steps of a scenario in which {@code packs} decide. */
    StepReader(ScenarioReader.Context context, YamlNode.Sequence packs, Consumer<PackProblem> sink) {
        this.context = context;
        this.packs = packs;
        this.sink = sink;
        this.given = new YamlNode.Mapping(packs.place(), Map.of());
    }

    /** The step, which stands at {@code place}; what is wrong with it goes to the sink. */
    Optional<ScenarioStep> read(YamlNode step, Place place, String owner) {
        YamlFields fields = new YamlFields(step, owner, KEYS, sink);
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
        Optional<ObjectNode> request = request(fields, owner, asOf);
        List<InventedTreatment> candidates =
                new CandidateReader(sink).read(given.entries().get(CANDIDATES));
        KnownNames names = context.names().apply(packNames());
        Expecting expecting = new Expecting(context.pack(), names.withTreatments(candidates), sink);
        SortedSet<String> silent = expectations(fields, owner, expecting);
        return asOf == null
                ? Optional.empty()
                : request.map(
                        json -> new ScenarioStep(place, asOf, json, candidates, expecting.expectations(), silent));
    }

    private List<String> packNames() {
        return packs.items().stream()
                .map(pack -> ((YamlNode.Text) pack).value())
                .toList();
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
    private Optional<ObjectNode> request(YamlFields step, String owner, @Nullable Instant asOf) {
        YamlNode.Mapping more = step.node("given") == null
                ? new YamlNode.Mapping(step.place("given"), Map.of())
                : YamlFields.mappingOf(step.node("given"), "\"given\" of " + owner, sink);
        refuse(more, "asOf", "Write \"asOf\" beside \"given\".");
        refuse(more, "with", "Write \"with\" beside the scenario's name.");
        refuse(more, "packs", "Write \"packs\" beside the scenario's name.");
        if (!context.isPolicy()) {
            refuse(
                    more,
                    CANDIDATES,
                    "Candidates are proposed by the packs; only scenarios of a policy pack invent some.");
        }
        Map<String, YamlNode.Entry> facts = new LinkedHashMap<>(more.entries());
        YamlNode.Entry previous = facts.remove(PREVIOUS);
        given = GivenFacts.merge(given, new YamlNode.Mapping(more.place(), facts));
        if (asOf == null) {
            return Optional.empty();
        }
        Map<String, YamlNode.Entry> members = new LinkedHashMap<>(given.entries());
        put(members, "asOf", new YamlNode.Text(step.place("asOf"), asOf.toString()));
        members.remove(CANDIDATES);
        putPacks(members);
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

    /** A policy is not named by those who ask; a scenario of its own may have no other pack. */
    private void putPacks(Map<String, YamlNode.Entry> members) {
        List<YamlNode> deciding = packs.items().stream()
                .filter(pack -> !context.policies().contains(((YamlNode.Text) pack).value()))
                .toList();
        if (!deciding.isEmpty()) {
            put(members, "packs", new YamlNode.Sequence(packs.place(), deciding));
        }
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
                    .apply(packNames())
                    .check(request.subject().kind(), request.packs(), request.facts(), request.cutTables(), null);
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
        return PackProblem.error(
                place(violation, request), null, violation.code(), violation.detail(), remedy(violation));
    }

    /** Where the value is that violates; of a field that there is not, where its name is. */
    private static Place place(Violation violation, YamlNode.Mapping request) {
        YamlNode value = request.nearest(violation.pointer());
        int end = violation.pointer().lastIndexOf('/');
        if (violation.code().equals("unknown-field")
                && end >= 0
                && request.nearest(violation.pointer().substring(0, end)) instanceof YamlNode.Mapping parent) {
            return parent.entries().values().stream()
                    .filter(entry -> entry.value() == value)
                    .map(YamlNode.Entry::place)
                    .findFirst()
                    .orElse(value.place());
        }
        return value.place();
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
