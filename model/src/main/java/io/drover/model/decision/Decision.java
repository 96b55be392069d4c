package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.drover.model.fact.RfmScore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a subject, and on what grounds. Every list is sorted and every map is in the order of its keys,
 * so that the same rule set, facts, previous answer and asOf give the same bytes.
 *
 * @param decisionId given by the server; null as it leaves the engine
 * @param revision of the rule set that decided
 * @param packs the revision of each pack that ran
 * @param classifications the value of each evaluated taxonomy of the subject; null: unclassified
 * @param scores rounded half-even to the manifest's decimals
 * @param rfm the scoring used; null where none was
 * @param cutTables by metric, the ids of the cut tables whose bins were looked at
 * @param transitions what changed since the previous answer; null without one
 * @param nextChangeAt the earliest instant at which an asked question is answered differently; null: never
 * @param explanation null unless asked for
 */
public record Decision(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String decisionId,
        Instant asOf,
        Subject subject,
        String revision,
        SortedMap<String, String> packs,
        Map<String, @Nullable String> classifications,
        SortedMap<String, BigDecimal> scores,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RfmScore rfm,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, String> cutTables,
        List<String> segments,
        List<ContactDecision> contacts,
        Since since,
        @Nullable Transitions transitions,
        List<TreatmentDecision> treatments,
        List<DecisionWarning> warnings,
        @Nullable Instant nextChangeAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ExplainedConclusion> explanation) {

    public Decision {
        packs = SortedCopy.of(packs);
        classifications = SortedCopy.of(classifications);
        scores = SortedCopy.of(scores);
        cutTables = SortedCopy.of(cutTables);
        segments = List.copyOf(segments);
        contacts = List.copyOf(contacts);
        treatments = List.copyOf(treatments);
        warnings = List.copyOf(warnings);
        explanation = explanation == null ? null : List.copyOf(explanation);
    }

    /** The same decision under the id the server gave it. */
    public Decision withId(String id) {
        return new Decision(
                id,
                asOf,
                subject,
                revision,
                packs,
                classifications,
                scores,
                rfm,
                cutTables,
                segments,
                contacts,
                since,
                transitions,
                treatments,
                warnings,
                nextChangeAt,
                explanation);
    }
}
