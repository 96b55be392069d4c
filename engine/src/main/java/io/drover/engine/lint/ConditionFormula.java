package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.Condition;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Constraint;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.RuleNames;
import io.drover.engine.pack.Taxonomy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns the conditions of one pattern into formulas. */
final class ConditionFormula {

    private final CompiledPack pack;
    private final ParsedRule rule;
    private final Dimensions dimensions;
    private final VariableText texts;
    private final @Nullable Pattern pattern;

    /** Of the conditions of {@code pattern}; null: of the results of an accumulation. */
    ConditionFormula(
            CompiledPack pack, ParsedRule rule, Dimensions dimensions, VariableText texts, @Nullable Pattern pattern) {
        this.pack = pack;
        this.rule = rule;
        this.dimensions = dimensions;
        this.texts = texts;
        this.pattern = pattern;
    }

    /** When a condition of the pattern holds. */
    Formula of(Condition condition) {
        return of(condition, null, null);
    }

    /** When a condition holds, where {@code variable} has the value of {@code dimension}. */
    Formula of(Condition condition, @Nullable String variable, @Nullable Dimension dimension) {
        if (condition instanceof Condition.All all) {
            return new Formula.All(all.parts().stream()
                    .map(part -> of(part, variable, dimension))
                    .toList());
        }
        if (condition instanceof Condition.Any any) {
            return new Formula.Any(any.parts().stream()
                    .map(part -> of(part, variable, dimension))
                    .toList());
        }
        if (condition instanceof Condition.Negation negation) {
            return new Formula.Not(of(negation.part(), variable, dimension));
        }
        if (condition instanceof Comparison comparison) {
            return dimension(comparison.left(), variable, dimension)
                    .flatMap(left -> compare(left, comparison))
                    .orElseGet(() -> opaque(condition));
        }
        Operand truth = ((Condition.Truth) condition).operand();
        return dimension(truth, variable, dimension)
                .filter(left -> left.values() == Dimension.Values.FLAG)
                .map(left -> (Formula) new Formula.Test(left, Boolean.TRUE::equals))
                .orElseGet(() -> opaque(condition));
    }

    private Formula opaque(Condition condition) {
        return dimensions.opaque((pattern == null ? rule.name() : texts.nameOf(pattern)) + ": " + texts.of(condition));
    }

    private Optional<Dimension> dimension(
            Operand operand, @Nullable String variable, @Nullable Dimension dimensionOfVariable) {
        if (operand instanceof Operand.Variable name && name.name().equals(variable)) {
            return Optional.ofNullable(dimensionOfVariable);
        }
        return pattern != null
                        && operand instanceof Operand.Field field
                        && field.variable() == null
                        && field.key() == null
                ? dimensions.field(pattern.type(), field.name())
                : Optional.empty();
    }

    private Optional<Formula> compare(Dimension left, Comparison comparison) {
        if (comparison.other() instanceof Operand.Missing) {
            return switch (comparison.operator()) {
                case EQUAL -> Optional.of(new Formula.Test(left, value -> value == null));
                case NOT_EQUAL -> Optional.of(new Formula.Test(left, value -> value != null));
                default -> Optional.empty();
            };
        }
        List<Object> values = new ArrayList<>();
        for (Operand operand : comparison.right()) {
            Object fixed = dimensions.fixed(operand, left).orElse(null);
            if (fixed == null) {
                return Optional.empty();
            }
            values.addAll(fixed instanceof List<?> list ? list : List.of(fixed));
        }
        return test(left, comparison.operator(), values).map(test -> new Formula.Test(left, test));
    }

    private static Optional<Predicate<@Nullable Object>> test(
            Dimension left, Condition.Operator operator, List<Object> values) {
        return switch (operator) {
            case EQUAL, IN, MEMBER -> Optional.of(value -> isOneOf(value, values));
            case NOT_EQUAL, NOT_IN, NOT_MEMBER -> Optional.of(value -> !isOneOf(value, values));
            case LESS -> ordered(left, values, order -> order < 0);
            case AT_MOST -> ordered(left, values, order -> order <= 0);
            case GREATER -> ordered(left, values, order -> order > 0);
            case AT_LEAST -> ordered(left, values, order -> order >= 0);
            case CONTAINS, NOT_CONTAINS, MATCHES, NOT_MATCHES, AFFIX -> Optional.empty();
        };
    }

    private static boolean isOneOf(@Nullable Object value, List<Object> values) {
        return value != null && values.stream().anyMatch(one -> isSame(value, one));
    }

    /** Numbers are the same whatever their scale. */
    private static boolean isSame(Object one, Object two) {
        if (one instanceof BigDecimal number && two instanceof BigDecimal other) {
            return number.compareTo(other) == 0;
        }
        return one.equals(two);
    }

    private static Optional<Predicate<@Nullable Object>> ordered(
            Dimension left, List<Object> values, IntPredicate wanted) {
        boolean numbers = left.values() == Dimension.Values.WHOLE || left.values() == Dimension.Values.DECIMAL;
        return numbers && values.get(0) instanceof BigDecimal limit
                ? Optional.of(value -> value instanceof BigDecimal number && wanted.test(number.compareTo(limit)))
                : Optional.empty();
    }

    /** When a pattern about the bin of {@code metric} holds: where there is one, and it is the right one. */
    Optional<Formula> ofMetric(String metric) {
        Dimension dimension = dimensions.bin(metric);
        List<Formula> parts = new ArrayList<>(List.of(new Formula.Test(dimension, value -> value != null)));
        for (Constraint constraint : pattern == null ? List.<Constraint>of() : pattern.constraints()) {
            String field = constraint.bound() instanceof Operand.Field read ? read.name() : "";
            if (field.equals("bin") && constraint.condition() instanceof Comparison comparison) {
                Optional<Formula> compared = compare(dimension, comparison);
                if (compared.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(compared.get());
            } else if (!field.equals("metric") && !constraint.isBindingOnly()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Formula.All(parts));
    }

    /** When a pattern about a result holds; {@code contact} is the contact that the rule concludes something about. */
    Optional<Formula> ofResult(@Nullable Pattern contact) {
        Pattern result = pattern;
        String name = result == null
                ? null
                : RuleNames.read(result).map(read -> read.name()).orElse(null);
        if (result == null || name == null) {
            return Optional.empty();
        }
        return switch (result.type()) {
            case "InSegment" ->
                result.constraints().size() == 1
                        ? Optional.of(new Formula.Test(dimensions.segment(name), Boolean.TRUE::equals))
                        : Optional.empty();
            case "Classified" -> ofTaxonomy(result, name, contact);
            default -> ofScore(result, name);
        };
    }

    private Optional<Formula> ofTaxonomy(Pattern result, String name, @Nullable Pattern contact) {
        Taxonomy taxonomy = pack.source().manifest().taxonomies().get(name);
        if (taxonomy == null) {
            return Optional.empty();
        }
        Dimension dimension = dimensions.taxonomy(taxonomy);
        List<Formula> parts = new ArrayList<>(List.of(new Formula.Test(dimension, value -> value != null)));
        boolean ofTheContact = taxonomy.level() == Taxonomy.Level.SUBJECT;
        for (Constraint constraint : result.constraints()) {
            Operand left = constraint.bound();
            String field = left instanceof Operand.Field read ? read.name() : "";
            if (field.equals("contactId") && constraint.condition() instanceof Comparison comparison) {
                ofTheContact = contact != null && texts.isContact(comparison.other(), contact);
            } else if (field.equals("value") && constraint.condition() instanceof Comparison comparison) {
                Optional<Formula> compared = compare(dimension, comparison);
                if (compared.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(compared.get());
            } else if (!field.equals("taxonomy") && !constraint.isBindingOnly()) {
                return Optional.empty();
            }
        }
        return ofTheContact ? Optional.of(new Formula.All(parts)) : Optional.empty();
    }

    private Optional<Formula> ofScore(Pattern result, String name) {
        Dimension dimension = dimensions.score(name);
        List<Formula> parts = new ArrayList<>();
        for (Constraint constraint : result.constraints()) {
            if (constraint.condition() instanceof Condition.Truth truth
                    && truth.operand() instanceof Operand.Call call
                    && call.name().equals("atLeast")
                    && dimensions.fixed(call.arguments().get(0), dimension).orElse(null) instanceof BigDecimal least) {
                parts.add(new Formula.Test(
                        dimension, value -> value instanceof BigDecimal number && number.compareTo(least) >= 0));
            } else if (!(constraint.bound() instanceof Operand.Field field
                    && field.name().equals("name"))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Formula.All(parts));
    }
}
