package io.drover.engine.scenario;

import io.drover.engine.pack.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the scenarios of a pack prove one of its rules.
 *
 * @param place of the rule
 * @param isTableRow whether it is a row of a decision table
 * @param firedIn the names of the scenarios in which it fired
 * @param silentIn the names of the scenarios that demand its silence, and got it
 * @param conditions in the order in which they are written; null unless near misses were measured
 */
public record RuleCoverage(
        String rule,
        Place place,
        boolean isTableRow,
        List<String> firedIn,
        List<String> silentIn,
        @Nullable List<ConditionCoverage> conditions) {

    public RuleCoverage {
        firedIn = List.copyOf(firedIn);
        silentIn = List.copyOf(silentIn);
        conditions = conditions == null ? null : List.copyOf(conditions);
    }

    public boolean hasFired() {
        return !firedIn.isEmpty();
    }

    /**
     * Whether it is shown when the rule does not fire: measured, in a near miss, in which all but one of its conditions hold;
     * unmeasured, in a scenario that says so. A rule without conditions can miss nothing.
     */
    public boolean hasStayedSilent() {
        return conditions == null
                ? !silentIn.isEmpty()
                : conditions.isEmpty()
                        || conditions.stream().anyMatch(each -> !each.missedIn().isEmpty());
    }

    /** Whether it is shown both when the rule fires and when it does not. */
    public boolean isProved() {
        return hasFired() && hasStayedSilent();
    }

    /**
     * Of firing and staying silent, what share is shown of all of {@code rules}, in percent; 100 only where all is, or there is
     * no rule.
     */
    public static int percent(List<RuleCoverage> rules) {
        long shown = rules.stream().filter(RuleCoverage::hasFired).count()
                + rules.stream().filter(RuleCoverage::hasStayedSilent).count();
        return rules.isEmpty() ? 100 : (int) (100 * shown / (2L * rules.size()));
    }
}
