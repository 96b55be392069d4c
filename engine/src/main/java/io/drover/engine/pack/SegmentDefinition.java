package io.drover.engine.pack;

import org.jspecify.annotations.Nullable;

/**
 * A named group that a subject is in or not.
 *
 * @param minimumSize the least number of subjects that makes the segment worth its while; null: not stated
 * @param noTreatmentReason why the segment selects no treatment; null where it does not say {@code treatment: none}
 */
public record SegmentDefinition(
        String name,
        @Nullable String owner,
        @Nullable String motion,
        @Nullable Integer minimumSize,
        @Nullable String noTreatmentReason) {}
