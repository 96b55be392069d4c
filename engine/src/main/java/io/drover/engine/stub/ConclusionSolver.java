package io.drover.engine.stub;

import io.drover.engine.drl.Conclusion;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Condition.Truth;
import io.drover.engine.drl.Constraint;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.stub.Bindings.Slot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds facts from which the conclusions follow that a rule reads: those that meet the conditions of a rule that concludes
 * them. Of several such rules, the one with the number of this attempt.
 */
final class ConclusionSolver {

    private static final int MOST_POINTS = 30;

    private final Manifest manifest;
    private final ParsedRules rules;
    private final int attempt;
    private final Set<String> under = new HashSet<>();

    ConclusionSolver(Manifest manifest, ParsedRules rules, int attempt) {
        this.manifest = manifest;
        this.rules = rules;
        this.attempt = attempt;
    }

    /** Meets {@code pattern} if it is one about conclusions or the answer before; false if it is about facts. */
    boolean meets(Pattern pattern, Bindings bindings, Draft draft, RuleSolver solver) {
        String type = pattern.type().substring(pattern.type().lastIndexOf('.') + 1);
        switch (type) {
            case "Classified" -> classify(pattern, bindings, draft, solver);
            case "InSegment" -> conclude("InSegment", List.of(text(pattern, "name")), draft, solver);
            case "Score" -> score(pattern, bindings, draft, solver);
            case "PreviousClassification" -> previous(pattern, draft);
            case "PreviousSegment" ->
                draft.given()
                        .withObject("/previous")
                        .withArrayProperty("segments")
                        .add(text(pattern, "name"));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void classify(Pattern pattern, Bindings bindings, Draft draft, RuleSolver solver) {
        Taxonomy taxonomy = manifest.taxonomies().get(text(pattern, "taxonomy"));
        if (taxonomy == null) {
            draft.note("the taxonomy of " + pattern.type());
            return;
        }
        for (Constraint constraint : pattern.constraints()) {
            if (constraint.bound() instanceof Operand.Field field
                    && field.name().equals("contactId")) {
                bindings.bind(constraint.variable(), new Slot(draft.contact(), "id", null));
            }
        }
        taxonomy.needs().forEach(need -> draft.fillNeed(need, rules));
        String value = value(pattern, taxonomy);
        if (!value.equals(taxonomy.defaultValue())) {
            conclude("Candidate", List.of(taxonomy.name(), value), draft, solver);
        }
    }

    /** The value that the pattern demands; where it demands none, the default, else the first. */
    private static String value(Pattern pattern, Taxonomy taxonomy) {
        List<String> possible = taxonomy.valueNames().stream()
                .filter(value -> pattern.constraints().stream().allMatch(constraint -> allows(constraint, value)))
                .toList();
        String otherwise = taxonomy.defaultValue();
        return otherwise != null && possible.contains(otherwise)
                ? otherwise
                : possible.stream().findFirst().orElse("");
    }

    private static boolean allows(Constraint constraint, String value) {
        if (!(constraint.condition() instanceof Comparison comparison)
                || !(comparison.left() instanceof Operand.Field field)
                || !field.name().equals("value")) {
            return true;
        }
        Stream<String> named = comparison.right().stream()
                .filter(Operand.Text.class::isInstance)
                .map(operand -> ((Operand.Text) operand).value());
        return switch (comparison.operator()) {
            case EQUAL, IN -> named.anyMatch(value::equals);
            case NOT_EQUAL, NOT_IN -> named.noneMatch(value::equals);
            default -> true;
        };
    }

    private void conclude(String type, List<String> names, Draft draft, RuleSolver solver) {
        List<ParsedRule> concluding = rules.rules().stream()
                .filter(rule -> rule.body().conclusions().stream().anyMatch(each -> concludes(each, type, names)))
                .toList();
        if (concluding.isEmpty()) {
            draft.note(String.join(" ", names) + ", which no rule concludes");
            return;
        }
        meet(concluding.get(attempt % concluding.size()), solver);
    }

    private void meet(ParsedRule rule, RuleSolver solver) {
        if (under.add(rule.name())) {
            solver.meet(rule);
            under.remove(rule.name());
        }
    }

    private static boolean concludes(Conclusion conclusion, String type, List<String> names) {
        List<Operand> arguments = conclusion.arguments();
        return conclusion.type().equals(type)
                && arguments.size() >= names.size()
                && arguments.subList(0, names.size()).stream()
                        .map(argument -> argument instanceof Operand.Text text ? text.value() : "")
                        .toList()
                        .equals(names);
    }

    /** As many facts that earn points, one a day, as make the score high enough. */
    private void score(Pattern pattern, Bindings bindings, Draft draft, RuleSolver solver) {
        String name = text(pattern, "name");
        List<ParsedRule> earning = rules.rules().stream()
                .filter(rule ->
                        rule.body().conclusions().stream().anyMatch(each -> concludes(each, "Points", List.of(name))))
                .toList();
        Optional<BigDecimal> threshold = pattern.constraints().stream()
                .map(constraint -> constraint.condition() instanceof Truth truth
                                && truth.operand() instanceof Operand.Call call
                                && call.name().equals("atLeast")
                        ? bindings.number(call.arguments().get(0)).orElse(null)
                        : null)
                .filter(Objects::nonNull)
                .findFirst();
        if (earning.isEmpty() || threshold.isEmpty()) {
            draft.note("the score " + name);
            return;
        }
        ParsedRule rule = earning.get(attempt % earning.size());
        BigDecimal points = points(rule, name, bindings);
        int times = points == null || points.signum() <= 0
                ? 1
                : threshold.get().divide(points, 0, RoundingMode.CEILING).intValue() + 2;
        for (int day = 0; day < Math.min(times, MOST_POINTS); day++) {
            draft.datedBack(Duration.ofDays(day));
            meet(rule, solver);
        }
        draft.datedBack(Duration.ZERO);
    }

    private @Nullable BigDecimal points(ParsedRule rule, String score, Bindings bindings) {
        return rule.body().conclusions().stream()
                .filter(each -> concludes(each, "Points", List.of(score))
                        && each.arguments().size() > 2)
                .map(each -> bindings.number(each.arguments().get(2)).orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void previous(Pattern pattern, Draft draft) {
        Taxonomy taxonomy = manifest.taxonomies().get(text(pattern, "taxonomy"));
        if (taxonomy == null) {
            draft.note("an earlier classification");
        } else {
            draft.given().withObject("/previous/classifications").put(taxonomy.name(), value(pattern, taxonomy));
        }
    }

    /** The text that the pattern compares {@code field} with; empty if none. */
    private static String text(Pattern pattern, String field) {
        return pattern.constraints().stream()
                .map(Constraint::condition)
                .filter(condition -> condition instanceof Comparison comparison
                        && comparison.operator() == Operator.EQUAL
                        && comparison.left() instanceof Operand.Field left
                        && left.name().equals(field)
                        && comparison.other() instanceof Operand.Text)
                .map(condition -> ((Operand.Text) ((Comparison) condition).other()).value())
                .findFirst()
                .orElse("");
    }
}
