package io.drover.engine.lint;

import io.drover.engine.drl.Conclusion;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.RuleNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that proposes a value of a taxonomy.
 *
 * @param value null where it is not a text that stands there
 * @param only whether the rule concludes nothing else
 */
record TaxonomyRule(
        ParsedRule rule, String taxonomy, @Nullable String value, boolean only) {

    /** The values that {@code rule} proposes. */
    static List<TaxonomyRule> of(ParsedRule rule) {
        List<TaxonomyRule> proposed = new ArrayList<>();
        List<Conclusion> conclusions = rule.body().conclusions();
        for (Conclusion conclusion : conclusions) {
            if (conclusion.type().equals("Candidate") && conclusion.arguments().size() > 1) {
                String value = conclusion.arguments().get(1) instanceof Operand.Text text ? text.value() : null;
                RuleNames.concluded(conclusion)
                        .ifPresent(name ->
                                proposed.add(new TaxonomyRule(rule, name.name(), value, conclusions.size() == 1)));
            }
        }
        return proposed;
    }
}
