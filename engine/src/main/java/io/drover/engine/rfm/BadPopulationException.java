package io.drover.engine.rfm;

import java.util.List;

/** A file no cut table can be computed from, and everything wrong with it, up to a limit. */
public final class BadPopulationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<PopulationProblem> problems;

    /** An exception for {@code problems}, in the order of the file; where {@code more}, reading stopped at the last one. */
    public BadPopulationException(List<PopulationProblem> problems, boolean more) {
        super(message(problems.size(), more));
        this.problems = List.copyOf(problems);
    }

    private static String message(int count, boolean more) {
        if (more) {
            return "The file has more than " + count + " problems; it was not read to the end.";
        }
        return count == 1 ? "The file has one problem." : "The file has " + count + " problems.";
    }

    public List<PopulationProblem> problems() {
        return problems;
    }
}
