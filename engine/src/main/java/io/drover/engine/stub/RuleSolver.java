package io.drover.engine.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Constraint;
import io.drover.engine.drl.Element;
import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Function;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.FactType;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.stub.Bindings.Slot;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds facts to a draft that meet all conditions of a rule, as far as it is known how; the draft notes what is not. */
final class RuleSolver {

    private static final int MOST_FACTS = 60;

    private final ParsedRules rules;
    private final Map<String, Object> thresholds;
    private final Map<String, CutTable> cutTables;
    private final Draft draft;
    private final ConclusionSolver conclusions;

    /** A solver for a pack with these rules; {@code thresholds} are the values of T by constant, cut tables by metric. */
    RuleSolver(
            ParsedRules rules,
            Map<String, Object> thresholds,
            Map<String, CutTable> cutTables,
            Draft draft,
            ConclusionSolver conclusions) {
        this.rules = rules;
        this.thresholds = thresholds;
        this.cutTables = cutTables;
        this.draft = draft;
        this.conclusions = conclusions;
    }

    /** Meets the conditions of {@code rule}. */
    void meet(ParsedRule rule) {
        Bindings bindings = new Bindings(thresholds);
        rule.body().conditions().forEach(element -> meet(element, bindings));
    }

    /** Meets {@code element}; what must not be there is left out. */
    void meet(Element element, Bindings bindings) {
        if (element instanceof Pattern pattern) {
            meet(pattern, bindings);
        } else if (element instanceof Accumulation accumulation) {
            meet(accumulation, bindings);
        } else if (element instanceof Group group
                && (group.kind() == Group.Kind.AND || group.kind() == Group.Kind.EXISTS)) {
            group.parts().forEach(part -> meet(part, bindings));
        }
    }

    private void meet(Pattern pattern, Bindings bindings) {
        if (conclusions.meets(pattern, bindings, draft, this)) {
            return;
        }
        FactType type = rules.type(pattern.type());
        if (type == null) {
            draft.note("the type " + pattern.type());
            return;
        }
        ObjectNode fact = draft.fact(type);
        bindings.bind(pattern.variable(), fact);
        pattern.constraints().forEach(constraint -> bind(constraint, fact, bindings));
        FieldSolver fields = new FieldSolver(draft, bindings, type, fact);
        pattern.constraints().stream()
                .filter(constraint -> !constraint.isBindingOnly())
                .forEach(constraint -> fields.meet(constraint.condition()));
        finish(type, fact);
    }

    private static void bind(Constraint constraint, ObjectNode fact, Bindings bindings) {
        if (constraint.variable() != null && constraint.bound() instanceof Operand.Field field) {
            bindings.bind(constraint.variable(), new Slot(fact, field));
        } else if (constraint.bound() instanceof Operand.This) {
            bindings.bind(constraint.variable(), fact);
        }
    }

    private void finish(FactType type, ObjectNode fact) {
        switch (type.name()) {
            case "UsageTrend" -> addUsage(fact);
            case "MetricBin" -> addMetric(fact);
            case "RfmScore", "PreviousRfm" -> {
                for (String score : new String[] {"r", "f", "m"}) {
                    if (!fact.has(score)) {
                        fact.put(score, 3);
                    }
                }
                if (type.name().equals("PreviousRfm") && !fact.has("asOf")) {
                    fact.put("asOf", draft.asOf().minus(Duration.ofDays(30)).toString());
                }
            }
            default -> draft.complete(fact, type);
        }
    }

    /** A number of the subject that lies in the wanted bin of the pack's own cut table. */
    private void addMetric(ObjectNode bin) {
        String metric = bin.path("metric").asText();
        CutTable table = cutTables.get(metric);
        if (table == null) {
            draft.note("the metric " + metric);
            return;
        }
        int wanted = bin.path("bin").asInt(1);
        List<BigDecimal> cuts = table.cutsOf(CutMeasure.VALUE);
        BigDecimal cut = cuts.get(Math.max(0, wanted - 2));
        BigDecimal whole = cut.setScale(0, RoundingMode.CEILING);
        Stream.of(whole, whole.add(BigDecimal.ONE), cut, whole.subtract(BigDecimal.ONE), cut.subtract(BigDecimal.ONE))
                .filter(value -> table.bin(CutMeasure.VALUE, value) == wanted)
                .findFirst()
                .ifPresent(value -> {
                    String pointer = "/" + String.join("/", metric.split("\\.", 3));
                    int last = pointer.lastIndexOf('/');
                    draft.given().withObject(pointer.substring(0, last)).put(pointer.substring(last + 1), value);
                });
    }

    /** Two periods of thirty days with the counts of the trend, of which a hundred is what nothing was said of. */
    private void addUsage(ObjectNode trend) {
        ArrayNode usage = draft.given().withArray("/usage");
        String[] counts = {"previous", "latest"};
        for (int i = 0; i < counts.length; i++) {
            usage.addObject()
                    .put("feature", "example")
                    .put("count", trend.path(counts[i]).asInt(100))
                    .put(
                            "periodStart",
                            draft.asOf().minus(Duration.ofDays(60 - 30L * i)).toString())
                    .put(
                            "periodEnd",
                            draft.asOf().minus(Duration.ofDays(30 - 30L * i)).toString());
        }
    }

    private void meet(Accumulation accumulation, Bindings bindings) {
        int facts = 0;
        BigDecimal amount = null;
        Function measured = null;
        for (Constraint result : accumulation.results()) {
            Function function = function(accumulation, result);
            Optional<BigDecimal> bound = function == null ? Optional.empty() : atLeast(result, bindings);
            if (bound.isPresent() && function != null) {
                boolean counts = function.name().startsWith("count");
                facts = Math.max(facts, counts ? bound.get().intValue() : 1);
                amount = counts ? amount : bound.get();
                measured = counts && function.argument() == null ? measured : function;
            }
        }
        if (facts > MOST_FACTS) {
            draft.note(facts + " facts");
        }
        for (int i = 1; i <= Math.min(facts, MOST_FACTS); i++) {
            meet(accumulation.source(), bindings);
            if (measured != null) {
                vary(measured, i, amount, bindings);
            }
        }
    }

    private static @Nullable Function function(Accumulation accumulation, Constraint result) {
        return accumulation.functions().stream()
                .filter(function -> result.condition() instanceof Comparison comparison
                        && comparison.left() instanceof Operand.Variable variable
                        && variable.name().equals(function.variable()))
                .findFirst()
                .orElse(null);
    }

    /** The least result that meets {@code constraint}; empty where nothing at all meets it too. */
    private static Optional<BigDecimal> atLeast(Constraint constraint, Bindings bindings) {
        Comparison comparison = (Comparison) constraint.condition();
        Optional<BigDecimal> bound = bindings.number(comparison.other());
        if (comparison.operator() == Operator.GREATER) {
            return bound.map(value -> value.add(BigDecimal.ONE));
        }
        return comparison.operator() == Operator.AT_LEAST || comparison.operator() == Operator.EQUAL
                ? bound
                : Optional.empty();
    }

    /** Gives what is counted by its value a value of its own, and what is summed up the amount. */
    private void vary(Function function, int number, @Nullable BigDecimal amount, Bindings bindings) {
        Optional<Slot> slot =
                bindings.slot(new Operand.Variable(Objects.requireNonNullElse(function.argument(), ""), 0));
        if (slot.isEmpty()) {
            return;
        }
        if (slot.get().field().equals("contactId")) {
            slot.get().set(draft.contact(number).get("id"));
        } else if (function.name().startsWith("count")) {
            JsonNode value = slot.get().value();
            String text = value == null || !value.isTextual() ? "example" : value.asText();
            slot.get().set(draft.given().textNode(number == 1 ? text : text + number));
        } else if (amount != null) {
            slot.get().set(draft.given().numberNode(amount));
        }
    }
}
