package io.drover.engine.lint;

import io.drover.engine.drl.Conclusion;
import io.drover.engine.drl.Condition;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Constraint;
import io.drover.engine.drl.Element;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.FindingCode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges how rules read: their names and sentences, and the order of what they demand. */
final class RuleStyle {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*)+");

    private final PackFindings findings;
    private final ParsedRule rule;

    private RuleStyle(PackFindings findings, ParsedRule rule) {
        this.findings = findings;
        this.rule = rule;
    }

    static void judge(PackFindings findings) {
        for (ParsedRule rule : findings.rules()) {
            RuleStyle style = new RuleStyle(findings, rule);
            style.judgeName();
            style.judgeSays();
            if (rule.file().endsWith(".drl")) {
                style.judgeConditions();
            }
        }
    }

    private void judgeName() {
        String wanted = rule.body().conclusions().stream()
                .filter(conclusion -> conclusion.type().equals("Candidate"))
                .map(RuleStyle::firstText)
                .findFirst()
                .orElse("");
        boolean begins = wanted.isEmpty() || rule.name().startsWith(wanted + ".");
        if (!NAME.matcher(rule.name()).matches() || !begins) {
            add(
                    FindingCode.RULE_NAME_FORM,
                    null,
                    "The rule " + PackFindings.quoted(rule.name()) + " is not named by what it concludes and why.",
                    "Name it in small letters, such as "
                            + (wanted.isEmpty() ? "intent.high-by-comparison-views" : wanted + ".value-by-reason")
                            + "; its sentence goes into @says.");
        }
    }

    private static String firstText(Conclusion conclusion) {
        List<Operand> arguments = conclusion.arguments();
        return !arguments.isEmpty() && arguments.get(0) instanceof Operand.Text text ? text.value() : "";
    }

    private void judgeSays() {
        String says = rule.says();
        if (says == null || says.isBlank()) {
            add(
                    FindingCode.MISSING_SAYS,
                    null,
                    "The rule does not say in a sentence what holds when it fires.",
                    "Add @says(\"…\") below its name; explanations of decisions show it.");
        }
    }

    private void judgeConditions() {
        rule.body().conditions().stream().flatMap(Element::allConstraints).forEach(this::judge);
        rule.body().conditions().stream().flatMap(Element::patterns).forEach(this::judgeOrder);
    }

    private void judge(Constraint constraint) {
        if (hasAlternatives(constraint.condition())) {
            add(
                    FindingCode.TWO_REASONS,
                    constraint.at(),
                    "The condition holds for one reason or another, so no explanation can tell for which.",
                    "Make a rule of each reason, with a name and a sentence of its own.");
        }
        constraint.condition().leaves().forEach(leaf -> {
            if (leaf instanceof Comparison comparison && isFixed(comparison.left()) && !isFixed(comparison.other())) {
                add(
                        FindingCode.LITERAL_FIRST,
                        comparison.left().at(),
                        "The comparison begins with the value instead of the property.",
                        "Write the property on the left, such as employees >= T.SMALLEST.");
            }
        });
    }

    private static boolean hasAlternatives(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().anyMatch(RuleStyle::hasAlternatives);
        }
        return condition instanceof Condition.Any
                || (condition instanceof Condition.Negation negation && hasAlternatives(negation.part()));
    }

    private static boolean isFixed(Operand operand) {
        return operand instanceof Operand.Text
                || operand instanceof Operand.Digits
                || operand instanceof Operand.Flag
                || operand instanceof Operand.ThresholdName;
    }

    private void judgeOrder(Element.Pattern pattern) {
        boolean late = false;
        for (Constraint constraint : pattern.constraints()) {
            boolean equality = isEquality(constraint.condition());
            if (equality && late) {
                add(
                        FindingCode.EQUALITY_LATE,
                        constraint.at(),
                        "The pattern " + pattern.type() + " asks for equality behind other demands.",
                        "Write equalities first: they exclude most facts, and are found by an index.");
                return;
            }
            late |= !equality && !isGuard(constraint.condition()) && !constraint.isBindingOnly();
        }
    }

    private static boolean isEquality(Condition condition) {
        return condition instanceof Comparison comparison
                && comparison.operator() == Operator.EQUAL
                && isFixed(comparison.other());
    }

    /** What has to stand first: that a value is there; memberships are as good as equalities. */
    private static boolean isGuard(Condition condition) {
        return condition instanceof Comparison comparison
                && (comparison.other() instanceof Operand.Missing
                        || comparison.operator() == Operator.EQUAL
                        || comparison.operator() == Operator.MEMBER
                        || comparison.operator() == Operator.IN);
    }

    private void add(FindingCode code, @Nullable Integer at, String message, String remedy) {
        findings.add(
                code, rule, at == null ? rule.place() : rule.body().places().apply(at), message, remedy);
    }
}
