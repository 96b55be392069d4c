package io.drover.engine.pack;

import io.drover.model.decision.SubjectKind;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named group that a subject is in or not.
 *
 * @param subjects the kinds of subjects that can be in it
 * @param minimumSize the least number of subjects that makes the segment worth its while; null: not stated
 * @param noTreatmentReason why the segment selects no treatment; null where it does not say {@code treatment: none}
 */
public record SegmentDefinition(
        String name,
        Set<SubjectKind> subjects,
        @Nullable String owner,
        @Nullable String motion,
        @Nullable Integer minimumSize,
        @Nullable String noTreatmentReason) {

    public SegmentDefinition {
        subjects = Collections.unmodifiableSet(new TreeSet<>(subjects));
    }
}
