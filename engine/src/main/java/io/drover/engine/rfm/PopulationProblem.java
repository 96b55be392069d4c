package io.drover.engine.rfm;

/**
 * One thing wrong with the file a cut table is computed from.
 *
 * @param line from 1
 * @param message a sentence that says what is wrong
 */
public record PopulationProblem(long line, String message) {

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
