package io.drover.engine.compile;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading, checking and compiling one pack.
 *
 * @param name as the folder is called, and the pack too unless its manifest has it wrong
 * @param revision null where the pack could not be read at all
 * @param problems by place
 * @param steps what was done, in order
 */
public record PackReport(
        String name, Path directory, @Nullable String revision, List<PackProblem> problems, List<Step> steps) {

    /**
     * One step on the way to a pack that serves, such as {@code compile}.
     *
     * @param millis how long it took
     */
    public record Step(String step, long millis, StepOutcome outcome) {

        /** A step that found nothing that blocks. */
        public Step(String step, long millis) {
            this(step, millis, StepOutcome.PASSED);
        }
    }

    /** What became of a pack in one step. */
    public enum StepOutcome {
        /** It found nothing that blocks. */
        @JsonProperty("passed")
        PASSED,
        /** It found what keeps the pack from serving. */
        @JsonProperty("refused")
        REFUSED,
        /** It found what keeps packs from serving; but an operator forced this one past, or it served before. */
        @JsonProperty("forced")
        FORCED
    }

    public PackReport {
        problems = problems.stream().sorted(PackProblem.BY_PLACE).toList();
        steps = List.copyOf(steps);
    }

    /** Whether nothing keeps the pack from serving. */
    public boolean isSound() {
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** The same with one more step, which found {@code found}. */
    public PackReport with(Step step, List<PackProblem> found) {
        List<PackProblem> allProblems = new ArrayList<>(problems);
        allProblems.addAll(found);
        List<Step> allSteps = new ArrayList<>(steps);
        allSteps.add(step);
        return new PackReport(name, directory, revision, allProblems, allSteps);
    }

    /** Whether a step found what keeps the pack from serving. */
    public boolean isRefused() {
        return steps.stream().anyMatch(step -> step.outcome() == StepOutcome.REFUSED);
    }

    /** Whether nothing is known of the pack, since its folder cannot be looked into. */
    public boolean isUnreadable() {
        return revision == null
                && problems.stream().anyMatch(problem -> problem.code().equals(PackReader.UNREADABLE_FOLDER));
    }
}
