package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.rfm.BadPopulationException;
import io.drover.engine.rfm.CutTableComputation;
import io.drover.engine.rfm.CutTableFault;
import io.drover.engine.rfm.CutTableParameters;
import io.drover.engine.rfm.CutTableReader;
import io.drover.engine.rfm.Decimals;
import io.drover.engine.rfm.Metric;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What asks for a cut table: its parameters, and the population, each subject with its facts as in a request for a decision.
 *
 * @param parameters what the table is computed by
 * @param population of the kind that the metric is about, where it is a field
 */
public record CutTableRequest(CutTableParameters parameters, List<DecisionRequest> population) {

    private static final Set<String> MEMBERS = Set.of("parameters", "population");

    public CutTableRequest {
        population = List.copyOf(population);
    }

    /**
     * The request that {@code json} is, in UTF-8.
     *
     * @throws MalformedRequestException if it is not one JSON object within the limits
     * @throws InvalidRequestException with all its violations, if it has any
     */
    public static CutTableRequest read(byte[] json) {
        TreeReader.Reading reading = TreeReader.read(json);
        Violations found = new Violations();
        for (Pointer place : reading.repeated()) {
            found.add(place, "duplicate-key", place.subject() + " occurs more than once.", "keep one of them");
        }
        JsonNode tree = reading.tree();
        checkMembers(tree, found);
        CutTableParameters parameters = parameters(tree.path("parameters"), found);
        checkPopulation(tree.path("population"), parameters, found);
        if (!found.isEmpty() || parameters == null) {
            throw new InvalidRequestException(found.inOrderOf(tree));
        }
        return new CutTableRequest(
                parameters,
                tree.path("population")
                        .valueStream()
                        .map(subject -> RequestReader.read(subject, RuleSetChecks.none()))
                        .toList());
    }

    private static void checkMembers(JsonNode tree, Violations found) {
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                found.add(
                        Pointer.ROOT.member(member.getKey()),
                        "unknown-field",
                        Pointer.shown(member.getKey()) + " is not a field of the request.",
                        TextRule.nearest(member.getKey(), MEMBERS, "parameters and population"));
            }
        }
        for (String member : List.of("parameters", "population")) {
            if (!tree.hasNonNull(member)) {
                Pointer place = Pointer.ROOT.member(member);
                found.add(
                        place,
                        "missing-field",
                        place.subject() + " is missing; every request for a cut table has one.",
                        member.equals("population") ? "a list of subjects" : "what the table is computed by");
            }
        }
    }

    private static @Nullable CutTableParameters parameters(JsonNode parameters, Violations found) {
        if (parameters.isMissingNode() || parameters.isNull()) {
            return null;
        }
        List<CutTableFault> faults = new ArrayList<>();
        try (JsonParser parser = parameters.traverse()) {
            parser.nextToken();
            CutTableParameters read = CutTableReader.readParameters(parser, faults::add);
            CutTableShape.report(faults, Pointer.ROOT.member("parameters"), found);
            return read;
        } catch (IOException e) {
            throw new IllegalStateException("a tree that cannot be read", e);
        }
    }

    private static void checkPopulation(
            JsonNode population, @Nullable CutTableParameters parameters, Violations found) {
        if (population.isMissingNode() || population.isNull()) {
            return;
        }
        Pointer at = Pointer.ROOT.member("population");
        if (!population.isArray()) {
            found.add(at, "wrong-type", "The field \"population\" must be a list.", "a list of subjects");
            return;
        }
        Metric metric =
                parameters == null ? null : Metric.of(parameters.metric()).orElse(null);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < population.size(); i++) {
            checkSubject(population.get(i), at.item(i), found);
            checkNumbers(metric, population.get(i), at.item(i), found);
            if (metric != null) {
                checkIsOf(metric, population.get(i), at.item(i), ids, found);
            }
        }
    }

    /** Checks a subject as the request for a decision that it is. */
    private static void checkSubject(JsonNode subject, Pointer at, Violations found) {
        List<Violation> violations = new ArrayList<>();
        for (Violation violation : RequestReader.violations(subject, List.of(), RuleSetChecks.none())) {
            violations.add(new Violation(
                    at + violation.pointer(), violation.code(), violation.detail(), violation.suggestion()));
        }
        found.addAll(violations);
    }

    /** Numbers longer than these would make cuts that no request can be sent with. */
    private static void checkNumbers(@Nullable Metric metric, JsonNode subject, Pointer at, Violations found) {
        if (metric == null) {
            JsonNode purchases = subject.path("purchases");
            for (int i = 0; i < purchases.size(); i++) {
                checkNumber(
                        purchases.path(i).path("amount"),
                        at.member("purchases").item(i).member("amount"),
                        found);
            }
            return;
        }
        JsonNode value = subject;
        Pointer place = at;
        for (String name : metric.path()) {
            value = value.path(name);
            place = place.member(name);
        }
        checkNumber(value, place, found);
    }

    private static void checkNumber(JsonNode value, Pointer at, Violations found) {
        if (value.isNumber() && !Decimals.isOrdinary(value.decimalValue())) {
            found.add(
                    at,
                    "out-of-range",
                    "A number that cuts are computed of has at most " + Decimals.MOST_DIGITS
                            + " digits before the decimal point and as many after it.",
                    "round it");
        }
    }

    private static void checkIsOf(Metric metric, JsonNode subject, Pointer at, Set<String> ids, Violations found) {
        String kind = metric.kind().word();
        JsonNode id = subject.path(kind).path("id");
        if (subject.isObject() && !subject.hasNonNull(kind)) {
            found.add(
                    at,
                    "other-kind",
                    "The metric " + metric.name() + " is one of a subject of the kind " + kind + ".",
                    kind + ", with its id");
        } else if (id.isTextual() && !ids.add(id.textValue())) {
            found.add(
                    at.member(kind).member("id"),
                    "duplicate-id",
                    "The subject is there already.",
                    "send each of them once");
        }
    }

    /**
     * The table.
     *
     * @throws InvalidRequestException if nothing in the population counts
     */
    public CutTableComputation.Result compute() {
        try {
            return CutTableComputation.ofSubjects(population, parameters);
        } catch (BadPopulationException e) {
            throw new InvalidRequestException(List.of(new Violation(
                    "/population", "nothing-to-compute", e.problems().get(0).message(), null)));
        }
    }
}
