package io.drover.engine.drl;

import io.drover.engine.drl.ConclusionName.Kind;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Element.Pattern;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the names that a rule reads and concludes. */
public final class RuleNames {

    /** What patterns about results read, and the field that names it. */
    private record Named(Kind kind, String field) {}

    private static final Map<String, Named> READ = Map.of(
            "Classified", new Named(Kind.TAXONOMY, "taxonomy"),
            "Score", new Named(Kind.SCORE, "name"),
            "InSegment", new Named(Kind.SEGMENT, "name"));

    private static final Map<String, Kind> CONCLUDED = Map.of(
            "Candidate", Kind.TAXONOMY,
            "Points", Kind.SCORE,
            "InSegment", Kind.SEGMENT,
            "Treat", Kind.TREATMENT);

    /** The type of patterns about the bin of a metric, which name the metric. */
    public static final String METRIC_BIN = "MetricBin";

    private RuleNames() {}

    /** The metric whose bin {@code pattern} is about; empty where it is about something else. */
    public static Optional<String> metric(Pattern pattern) {
        return pattern.type().equals(METRIC_BIN)
                ? literal(pattern, "metric").map(Operand.Text::value)
                : Optional.empty();
    }

    /** Whether patterns about {@code type} read a result, and so must name it. */
    public static boolean isResult(String type) {
        return READ.containsKey(type);
    }

    /** Whether {@code type} is concluded by rules. */
    static boolean isConclusion(String type) {
        return CONCLUDED.containsKey(type);
    }

    /** The field by which patterns about the result {@code type} name it. */
    static String nameField(String type) {
        Named named = READ.get(type);
        return named == null ? "" : named.field();
    }

    /** The literal that a top-level {@code ==} of the pattern compares {@code field} with. */
    public static Optional<Operand.Text> literal(Pattern pattern, String field) {
        return pattern.constraints().stream()
                .map(Constraint::condition)
                .filter(condition -> condition instanceof Comparison)
                .map(condition -> (Comparison) condition)
                .filter(comparison -> comparison.operator() == Operator.EQUAL
                        && comparison.left() instanceof Operand.Field left
                        && left.variable() == null
                        && left.name().equals(field)
                        && comparison.other() instanceof Operand.Text)
                .map(comparison -> (Operand.Text) comparison.other())
                .findFirst();
    }

    /** The name that {@code pattern} reads, if it is about a result and names it. */
    public static Optional<ConclusionName> read(Pattern pattern) {
        Named named = READ.get(pattern.type());
        return named == null
                ? Optional.empty()
                : literal(pattern, named.field()).map(text -> new ConclusionName(named.kind(), text.value()));
    }

    /** The name that {@code conclusion} concludes, if it is one of those that rules conclude and names it. */
    public static Optional<ConclusionName> concluded(Conclusion conclusion) {
        Kind kind = CONCLUDED.get(conclusion.type());
        return kind != null
                        && !conclusion.arguments().isEmpty()
                        && conclusion.arguments().get(0) instanceof Operand.Text text
                ? Optional.of(new ConclusionName(kind, text.value()))
                : Optional.empty();
    }

    static NavigableSet<ConclusionName> reads(RuleText rule) {
        NavigableSet<ConclusionName> names = new TreeSet<>();
        rule.patterns().forEach(pattern -> read(pattern).ifPresent(names::add));
        return names;
    }

    static NavigableSet<ConclusionName> concludes(RuleText rule) {
        NavigableSet<ConclusionName> names = new TreeSet<>();
        rule.conclusions().forEach(conclusion -> concluded(conclusion).ifPresent(names::add));
        return names;
    }

    /** The constants of {@code T} that the rule uses. */
    static NavigableSet<String> thresholds(RuleText rule) {
        NavigableSet<String> constants = new TreeSet<>();
        rule.operands().forEach(operand -> {
            if (operand instanceof Operand.ThresholdName threshold) {
                constants.add(threshold.constant());
            }
        });
        return constants;
    }
}
