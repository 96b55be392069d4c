package io.drover.engine.compile;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Severity;
import java.nio.file.Path;
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

    /** One step on the way to a compiled pack, such as {@code compile}, and how long it took. */
    public record Step(String step, long millis) {}

    public PackReport {
        problems = problems.stream().sorted(PackProblem.BY_PLACE).toList();
        steps = List.copyOf(steps);
    }

    /** Whether nothing keeps the pack from serving. */
    public boolean isSound() {
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** Whether nothing is known of the pack, since its folder cannot be looked into. */
    public boolean isUnreadable() {
        return revision == null
                && problems.stream().anyMatch(problem -> problem.code().equals(PackReader.UNREADABLE_FOLDER));
    }
}
