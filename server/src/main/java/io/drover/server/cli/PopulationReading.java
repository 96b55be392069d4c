package io.drover.server.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.drover.engine.lint.Population;
import java.io.PrintStream;
import java.util.List;

/**
 * What came of deciding about a population.
 *
 * @param file as it was named
 * @param counts of what was decided
 * @param badLines how many lines could not be decided; they are in no count
 * @param firstBadLines what is wrong with the first of them
 */
record PopulationReading(
        String file, @JsonIgnore Population counts, long decided, long badLines, List<BadLine> firstBadLines) {

    /** A line that could not be decided, from 1, and why. */
    record BadLine(long line, String detail) {}

    PopulationReading {
        firstBadLines = List.copyOf(firstBadLines);
    }

    /** Prints what could not be decided, and how much was. */
    void print(PrintStream out) {
        for (BadLine bad : firstBadLines) {
            out.println(file + ":" + bad.line() + "  error  bad-line");
            out.println("    " + bad.detail());
        }
        if (badLines > firstBadLines.size()) {
            out.println(file + ": " + (badLines - firstBadLines.size()) + " more lines that cannot be decided");
        }
        out.println("population: " + decided + " decided"
                + (badLines == 0 ? "" : ", " + badLines + " not; what is said of sizes is without them"));
    }
}
