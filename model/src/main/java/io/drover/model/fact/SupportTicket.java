package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case that a subject opened with support; {@code closedAt} is null while it is open.
 *
 * @param category what it is about
 * @param severity how bad it is
 * @param openedAt when it was opened
 * @param closedAt when it was closed; missing: it is open
 */
public record SupportTicket(
        @Nullable String category,
        @Nullable String severity,
        @Nullable Instant openedAt,
        @Nullable Instant closedAt,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    public SupportTicket {
        openedAt = Values.millisOrNull(openedAt);
        closedAt = Values.millisOrNull(closedAt);
    }

    @Override
    public @Nullable Instant factDate() {
        return openedAt;
    }

    @Override
    public SupportTicket boundTo(DecisionTime boundTime) {
        return new SupportTicket(category, severity, openedAt, closedAt, boundTime);
    }
}
