package io.drover.server.activation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of a pack.
 *
 * @param source the directory it was read from
 * @param active what of it serves; null: nothing
 * @param lastSuccessAt when it was last activated; null: never
 * @param pinned whether an operator holds it at its revision
 * @param waiting whether it is sound, but changed together with a pack that is not, so that the revision on disk is not
 *     active
 * @param problems found in the last attempt, by place
 */
public record PackStatus(
        String name,
        String source,
        @Nullable Active active,
        Attempt lastAttempt,
        @Nullable Instant lastSuccessAt,
        boolean pinned,
        boolean waiting,
        List<PackProblem> problems) {

    /** The revision that serves. */
    public record Active(String revision, Instant activatedAt) {}

    /**
     * An attempt to activate a pack.
     *
     * @param revision null where the pack could not be read at all, or is gone
     */
    public record Attempt(Instant at, @Nullable String revision, Outcome outcome, List<PackReport.Step> steps) {}

    /** How an attempt ended. */
    public enum Outcome {
        /** The pack serves. */
        @JsonProperty("activated")
        ACTIVATED,
        /** The pack has an error. */
        @JsonProperty("refused")
        REFUSED,
        /** The pack is sound, but one that changed with it is not. */
        @JsonProperty("waiting")
        WAITING
    }
}
