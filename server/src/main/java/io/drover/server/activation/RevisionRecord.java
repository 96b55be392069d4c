package io.drover.server.activation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.pack.PackProblem;
import io.drover.server.config.SourceKind;
import io.drover.server.git.GitCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a kept revision of a pack.
 *
 * @param revision empty where not even that can be read
 * @param number the later it was put through the gate, of all revisions of the pack, the larger; 0: it is not kept
 * @param at when it was last put through the gate
 * @param by the name of the token that pushed it; null: it was not pushed, or the server needs none
 * @param reason why it was pushed; null: nobody said
 * @param outcome what the gate said
 * @param steps of the gate
 * @param problems that were found, by place
 * @param activatedAt when it last began to serve; null: it never did
 * @param commit the one that brought it, whose author {@code by} is then and {@code reason} its message; null: none did
 */
public record RevisionRecord(
        String pack,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String revision,
        long number,
        SourceKind source,
        Instant at,
        @Nullable String by,
        @Nullable String requestId,
        @Nullable String reason,
        Outcome outcome,
        List<PackReport.Step> steps,
        List<PackProblem> problems,
        @Nullable Instant activatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String commit) {

    /** Of a revision that did not come with a commit. */
    RevisionRecord(
            String pack,
            String revision,
            long number,
            SourceKind source,
            Instant at,
            @Nullable String by,
            @Nullable String requestId,
            @Nullable String reason,
            Outcome outcome,
            List<PackReport.Step> steps,
            List<PackProblem> problems,
            @Nullable Instant activatedAt) {
        this(pack, revision, number, source, at, by, requestId, reason, outcome, steps, problems, activatedAt, null);
    }

    /** What the gate said. */
    public enum Outcome {
        /** It may serve. */
        @JsonProperty("accepted")
        ACCEPTED,
        /** Lint or scenarios refused it; an operator may force it past them. */
        @JsonProperty("blocked")
        BLOCKED,
        /** A step refused it that nobody gets past; it is not kept. */
        @JsonProperty("refused")
        REFUSED
    }

    public RevisionRecord {
        revision = revision == null ? "" : revision;
        steps = List.copyOf(steps);
        problems = problems.stream().sorted(PackProblem.BY_PLACE).toList();
    }

    /** The outcome of a pack with {@code report}, all of whose steps are in it. */
    static Outcome outcomeOf(PackReport report) {
        if (!report.isRefused()) {
            return Outcome.ACCEPTED;
        }
        boolean mayBeForced = report.steps().stream()
                .filter(step -> step.outcome() == StepOutcome.REFUSED)
                .allMatch(Gate::mayBeForced);
        return mayBeForced ? Outcome.BLOCKED : Outcome.REFUSED;
    }

    /** A sentence on what refused it; empty where nothing did. */
    String refusal() {
        return Refusal.step(steps).map(step -> Refusal.sentence(step, problems)).orElse("");
    }

    /** The same, serving since {@code instant}. */
    RevisionRecord activated(@Nullable Instant instant) {
        return new RevisionRecord(
                pack, revision, number, source, at, by, requestId, reason, outcome, steps, problems, instant, commit);
    }

    /** The same with its number. */
    RevisionRecord numbered(long given) {
        return new RevisionRecord(
                pack,
                revision,
                given,
                source,
                at,
                by,
                requestId,
                reason,
                outcome,
                steps,
                problems,
                activatedAt,
                commit);
    }

    /** The same, brought by {@code brought}. */
    RevisionRecord broughtBy(GitCommit brought) {
        return new RevisionRecord(
                pack,
                revision,
                number,
                source,
                at,
                brought.author(),
                null,
                brought.message(),
                outcome,
                steps,
                problems,
                activatedAt,
                brought.commit());
    }
}
