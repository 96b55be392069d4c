package io.drover.model.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A candidate treatment and what becomes of it.
 *
 * @param contactId the contact it is for; null: the subject
 * @param reason why it is withheld or held; null otherwise
 * @param because the segments and {@code taxonomy=value} that directly justify it
 * @param since when its episode began
 * @param dueBy by when it should be done; null: no limit
 */
public record TreatmentDecision(
        String pack,
        String key,
        @Nullable String contactId,
        TreatmentStatus status,
        @Nullable String reason,
        @Nullable Instant heldUntil,
        List<String> because,
        Instant since,
        String channel,
        String message,
        String offer,
        String owner,
        Map<String, Object> parameters,
        @Nullable Instant dueBy) {

    public TreatmentDecision {
        because = List.copyOf(because);
        parameters = SortedCopy.of(parameters);
    }
}
