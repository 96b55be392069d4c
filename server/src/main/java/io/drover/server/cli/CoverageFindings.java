package io.drover.server.cli;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.ConditionCoverage;
import io.drover.engine.scenario.RuleCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What scenarios leave unproved of a rule, as findings. */
final class CoverageFindings {

    private CoverageFindings() {}

    /** What is unproved of {@code rule}; with the near misses that lack, where they were measured. */
    static List<PackProblem> of(RuleCoverage rule) {
        List<PackProblem> problems = new ArrayList<>();
        if (!rule.hasFired()) {
            problems.add(neverFired(rule));
        }
        if (rule.conditions() != null && !rule.hasStayedSilent()) {
            problems.add(finding(
                    rule,
                    Severity.WARNING,
                    "no-near-miss",
                    "In no scenario does the rule stay silent while all but one of its conditions hold.",
                    "Take a scenario in which it fires, change one fact so that one condition fails, and name the rule"
                            + " there under \"silent\"; test --coverage --stubs - writes one."));
        } else if (rule.silentIn().isEmpty() && hasConditions(rule)) {
            problems.add(
                    finding(
                            rule,
                            Severity.WARNING,
                            "unproved-rule",
                            "No scenario shows that the rule stays silent when it should.",
                            "Write a scenario in which all but one of its conditions hold, and name it there under \"silent\"."));
        }
        String neverAlone = rule.hasStayedSilent() ? neverAlone(rule) : "";
        if (!neverAlone.isEmpty()) {
            problems.add(finding(
                    rule,
                    Severity.INFORMATION,
                    "unproved-condition",
                    "No scenario shows what these conditions are for, since none fails by itself: " + neverAlone + ".",
                    "Write a scenario in which all but that condition hold, if it matters; else leave it away."));
        }
        return problems;
    }

    private static boolean hasConditions(RuleCoverage rule) {
        return rule.conditions() == null || !rule.conditions().isEmpty();
    }

    /** The conditions that in no scenario alone kept the rule from firing; none where that was not measured. */
    private static String neverAlone(RuleCoverage rule) {
        List<ConditionCoverage> conditions = rule.conditions() == null ? List.of() : rule.conditions();
        return conditions.stream()
                .filter(condition -> condition.missedIn().isEmpty())
                .map(ConditionCoverage::text)
                .collect(Collectors.joining("; "));
    }

    private static PackProblem neverFired(RuleCoverage rule) {
        return finding(
                rule,
                Severity.WARNING,
                rule.isTableRow() ? "table-row-unused" : "dead-rule",
                rule.isTableRow()
                        ? "No scenario uses the row of the decision table."
                        : "No scenario makes the rule fire.",
                "Write a scenario in which it fires, and name it there under \"fired\".");
    }

    private static PackProblem finding(
            RuleCoverage rule, Severity severity, String code, String message, String remedy) {
        return PackProblem.of(severity, rule.place(), rule.rule(), code, message, remedy);
    }
}
