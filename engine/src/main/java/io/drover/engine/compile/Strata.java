package io.drover.engine.compile;

import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.ParsedRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The order in which the rules of a pack run. A rule is in a stratum above those of all rules that conclude a name it
 * reads, so that every name is read only once all that concludes it is complete. What no rule concludes is complete after
 * stratum 0, where the engine gives a taxonomy its default and a score its sum of nothing.
 *
 * @param byRule the stratum of each rule, from 0
 * @param byName the highest stratum of a rule that concludes the name; names that no rule concludes are not in it
 */
record Strata(Map<String, Integer> byRule, Map<ConclusionName, Integer> byName) {

    /**
     * The strata of {@code rules}.
     *
     * @throws IllegalArgumentException if names depend on each other in a cycle, which the checks of rule text refuse
     */
    static Strata of(Collection<ParsedRule> rules) {
        Map<String, Integer> byRule = new HashMap<>();
        Map<ConclusionName, Integer> byName = new HashMap<>();
        int rounds = 0;
        while (raise(rules, byRule, byName)) {
            if (++rounds > rules.size() + 1) {
                throw new IllegalArgumentException("conclusions that depend on each other in a cycle");
            }
        }
        return new Strata(Map.copyOf(byRule), Map.copyOf(byName));
    }

    /** Lifts every rule above what it reads as far as that is placed by now; whether anything moved. */
    private static boolean raise(
            Collection<ParsedRule> rules, Map<String, Integer> byRule, Map<ConclusionName, Integer> byName) {
        boolean moved = false;
        for (ParsedRule rule : rules) {
            int stratum = rule.reads().stream()
                    .mapToInt(name -> byName.getOrDefault(name, 0) + 1)
                    .max()
                    .orElse(0);
            moved |= !Objects.equals(byRule.put(rule.name(), stratum), stratum);
            for (ConclusionName name : rule.concludes()) {
                Integer before = byName.get(name);
                moved |= !Objects.equals(before, byName.merge(name, stratum, Math::max));
            }
        }
        return moved;
    }

    /** How many strata there are; at least one. */
    int count() {
        return 1 + byRule.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The stratum of a rule. */
    int of(String rule) {
        return Objects.requireNonNull(byRule.get(rule), rule);
    }

    /** The stratum after which {@code name} is complete; 0 where no rule concludes it. */
    int completeAfter(ConclusionName name) {
        return byName.getOrDefault(name, 0);
    }
}
