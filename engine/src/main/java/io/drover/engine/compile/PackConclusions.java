package io.drover.engine.compile;

import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.Score;
import io.drover.model.conclusion.Withhold;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.ExplainedConclusion;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What one pack concluded about one subject.
 *
 * @param classified the values that taxonomies have
 * @param treatments candidates, one for each key and contact
 * @param withheld reasons not to give candidates, of a policy pack; unsorted
 * @param firedRules the rules that justify something that stands; empty unless explained
 * @param explanation unsorted; empty unless explained
 */
public record PackConclusions(
        List<Classified> classified,
        List<Score> scores,
        SortedSet<String> segments,
        List<ProposedTreatment> treatments,
        List<Withhold> withheld,
        List<DecisionWarning> warnings,
        SortedSet<String> firedRules,
        List<ExplainedConclusion> explanation) {

    /** A candidate treatment, put together from all rules that propose it. */
    public record ProposedTreatment(
            String key,
            @Nullable String contactId,
            SortedMap<String, Object> parameters,
            NavigableSet<String> because) {}
}
