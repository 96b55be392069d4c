package io.drover.engine.request;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.failure.Violation;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.Overrides;
import io.drover.model.decision.SubjectKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a posted request that are checked against a rule set, as far as they can be read. */
final class RuleSetParts {

    private static final Shape PACKS = shapeOf("packs");
    private static final MapShape FACTS = (MapShape) shapeOf("facts");
    private static final MapShape CUT_TABLES = (MapShape) shapeOf("cutTables");
    private static final RecordShape WITH = (RecordShape) shapeOf("with");
    private static final ObjectReader FACT_LISTS =
            DecisionJson.mapper().readerFor(new TypeReference<List<Map<String, Object>>>() {});

    private final JsonNode request;

    private RuleSetParts(JsonNode request) {
        this.request = request;
    }

    /** What {@code checks} finds in {@code request}, which is an object. */
    static List<Violation> check(JsonNode request, RuleSetChecks checks) {
        RuleSetParts parts = new RuleSetParts(request);
        return checks.check(parts.kind(), parts.packs(), parts.facts(), parts.cutTables(), parts.with());
    }

    private @Nullable SubjectKind kind() {
        boolean account = request.hasNonNull("account");
        if (account == request.hasNonNull("customer")) {
            return null;
        }
        return account ? SubjectKind.ACCOUNT : SubjectKind.CUSTOMER;
    }

    private @Nullable List<String> packs() {
        JsonNode packs = request.path("packs");
        return packs.isArray() && isPacksReadable()
                ? packs.valueStream().map(JsonNode::textValue).toList()
                : null;
    }

    /** Whether packs are named properly, or not at all. */
    private boolean isPacksReadable() {
        JsonNode packs = request.path("packs");
        return !request.hasNonNull("packs") || (isSound(PACKS, packs) && !packs.isEmpty());
    }

    /** None where it cannot be known which packs they are for. */
    private Map<String, List<Map<String, Object>>> facts() {
        Map<String, List<Map<String, Object>>> facts = new LinkedHashMap<>();
        if (isPacksReadable()) {
            for (Map.Entry<String, JsonNode> type : request.path("facts").properties()) {
                if (isSound(FACTS.value(), type.getValue())) {
                    facts.put(type.getKey(), factList(type.getValue()));
                }
            }
        }
        return facts;
    }

    private static List<Map<String, Object>> factList(JsonNode facts) {
        try {
            return FACT_LISTS.readValue(facts);
        } catch (IOException e) {
            throw new IllegalStateException("facts that are sound cannot be read", e);
        }
    }

    private Map<String, CutTableChoice> cutTables() {
        Map<String, CutTableChoice> choices = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> table : request.path("cutTables").properties()) {
            if (isSound(CUT_TABLES.value(), table.getValue())) {
                choices.put(table.getKey(), CutTableShape.choice(table.getValue()));
            }
        }
        return choices;
    }

    /** Those that are sound: a fault in the policy says nothing about the thresholds. */
    private @Nullable Overrides with() {
        if (!request.path("with").isObject()) {
            return null;
        }
        ObjectNode with = DecisionJson.mapper().createObjectNode();
        WITH.members().forEach((name, member) -> {
            JsonNode value = request.path("with").path(name);
            if (!value.isMissingNode() && isSound(member.shape(), value)) {
                with.set(name, value);
            }
        });
        try {
            return isSound(WITH, with) ? DecisionJson.mapper().treeToValue(with, Overrides.class) : null;
        } catch (IOException e) {
            throw new IllegalStateException("overrides that are sound cannot be read", e);
        }
    }

    private static boolean isSound(Shape shape, JsonNode value) {
        Violations found = new Violations();
        if (!value.isNull()) {
            shape.check(value, Pointer.ROOT, found);
        }
        return !value.isNull() && found.isEmpty();
    }

    private static Shape shapeOf(String member) {
        RecordShape.Member found = RequestSchema.REQUEST.members().get(member);
        if (found == null) {
            throw new IllegalStateException("a request has no member " + member);
        }
        return found.shape();
    }
}
