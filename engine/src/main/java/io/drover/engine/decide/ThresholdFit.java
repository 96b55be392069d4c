package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.RuleParser;
import io.drover.engine.failure.Violation;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Severity;
import io.drover.engine.pack.Threshold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rules of a pack have against other values of its thresholds, such as a time of day that no clock shows: they are held
 * against the rules as those of {@code thresholds.csv} were. One that is not would fail the decision, or never hold.
 */
final class ThresholdFit {

    private final CompiledPack pack;

    ThresholdFit(CompiledPack pack) {
        this.pack = pack;
    }

    /**
     * What is wrong with {@code changed}, each of which is of its type and within its bounds.
     *
     * @param pointer to the thresholds of the pack
     */
    List<Violation> violations(Collection<Threshold> changed, String pointer) {
        List<Threshold> other = changed.stream()
                .filter(threshold ->
                        !threshold.equals(pack.source().thresholds().get(threshold.name())))
                .toList();
        if (other.isEmpty() || problems(other).isEmpty()) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>();
        for (Threshold threshold : other) {
            Map<String, PackProblem> byCode = new LinkedHashMap<>();
            problems(List.of(threshold)).forEach(problem -> byCode.putIfAbsent(problem.code(), problem));
            byCode.values().forEach(problem -> violations.add(violation(threshold, problem, pointer)));
        }
        return violations;
    }

    /** The errors in the pack with these thresholds; as it is, it has none. */
    private List<PackProblem> problems(Collection<Threshold> changed) {
        RulePack tried = pack.source().withThresholds(changed);
        return RuleParser.parse(tried).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    private static Violation violation(Threshold threshold, PackProblem problem, String pointer) {
        String where = problem.rule() == null ? problem.file() : problem.rule();
        return new Violation(
                pointer + "/" + threshold.name(),
                problem.code(),
                "The value of the threshold " + threshold.name() + " does not fit the rule " + where + ": "
                        + problem.message(),
                problem.remedy());
    }
}
