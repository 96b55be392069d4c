package io.drover.engine.pack;

import io.drover.model.decision.SubjectKind;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code pack.yaml} says: who owns the pack, what it decides about, and the names its rules may conclude.
 *
 * @param role what the pack is for
 * @param taxonomies by name, in the order of the file
 * @param owner null where the file names none
 * @param reviewedAt null where the file names none
 * @param cutTables by metric, the id of the pack's own cut table that is used where a request names none
 * @param policy what a policy pack says about candidates side by side; of a deciding pack {@link PolicyRules#NONE}
 * @param lint how the pack is to be judged
 * @param impact how much a new revision may change
 * @param places where all this is defined
 */
public record Manifest(
        String name,
        Role role,
        Set<SubjectKind> subjects,
        @Nullable String owner,
        @Nullable LocalDate reviewedAt,
        Map<String, Taxonomy> taxonomies,
        Map<String, ScoreDefinition> scores,
        Map<String, SegmentDefinition> segments,
        Map<String, TreatmentDefinition> treatments,
        Map<String, String> cutTables,
        PolicyRules policy,
        LintRules lint,
        ImpactBudget impact,
        DefinitionPlaces places) {

    public Manifest {
        subjects = Collections.unmodifiableSet(new TreeSet<>(subjects));
        taxonomies = Collections.unmodifiableMap(new LinkedHashMap<>(taxonomies));
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
        treatments = Collections.unmodifiableMap(new LinkedHashMap<>(treatments));
        cutTables = Collections.unmodifiableMap(new LinkedHashMap<>(cutTables));
    }

    /** Whether this is the manifest of a policy pack. */
    public boolean isPolicy() {
        return role == Role.POLICY;
    }

    /** The same manifest with another policy. */
    public Manifest withPolicy(PolicyRules other) {
        return with(treatments, other);
    }

    /** The same manifest, whose treatments are due as {@code thresholds}, by name, have it. */
    Manifest withThresholds(Map<String, Threshold> thresholds) {
        Map<String, TreatmentDefinition> due = new LinkedHashMap<>();
        treatments.forEach((key, treatment) -> due.put(key, treatment.withThresholds(thresholds)));
        return with(due, policy);
    }

    private Manifest with(Map<String, TreatmentDefinition> treatments, PolicyRules policy) {
        return new Manifest(
                name,
                role,
                subjects,
                owner,
                reviewedAt,
                taxonomies,
                scores,
                segments,
                treatments,
                cutTables,
                policy,
                lint,
                impact,
                places);
    }
}
