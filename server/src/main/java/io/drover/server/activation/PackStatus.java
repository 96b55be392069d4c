package io.drover.server.activation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.server.config.SourceKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of a pack.
 *
 * @param source the directory it was read from; {@code api} where it is pushed; of a repository the folder in it
 * @param from where it comes from
 * @param active what of it serves; null: nothing
 * @param lastSuccessAt when it was last activated; null: never
 * @param pinned whether an operator holds it at its revision
 * @param pin since when, by whom and why; null: nobody does
 * @param waiting whether its source has a sound revision that is not active: it is pinned, or was not activated since it was
 *     pushed, or changed together with a pack that has errors
 * @param waitingRevision that revision; null: there is none, or its folder is gone
 * @param problems found in the last attempt, by place
 * @param git what is known of the repository it comes from; null: it comes from elsewhere
 */
public record PackStatus(
        String name,
        String source,
        SourceKind from,
        @Nullable Active active,
        Attempt lastAttempt,
        @Nullable Instant lastSuccessAt,
        boolean pinned,
        @Nullable Pin pin,
        boolean waiting,
        @Nullable String waitingRevision,
        List<PackProblem> problems,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GitStatus git) {

    /** The same with what is known of the repository. */
    PackStatus withGit(GitStatus known) {
        return new PackStatus(
                name,
                source,
                from,
                active,
                lastAttempt,
                lastSuccessAt,
                pinned,
                pin,
                waiting,
                waitingRevision,
                problems,
                known);
    }

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
