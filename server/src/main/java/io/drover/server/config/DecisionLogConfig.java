package io.drover.server.config;

/**
 * What is kept of decisions.
 *
 * @param facts what the log holds of a request
 * @param days that a decision stays in the log; 0: for ever
 * @param fileBytes the size at which a new file begins
 */
public record DecisionLogConfig(Facts facts, int days, int fileBytes) {

    /** What the log holds of a request. */
    public enum Facts {
        /** There is no log. */
        OFF,
        /** The SHA-256 of its facts: enough to tell whether two requests were the same. */
        HASH,
        /** Its facts, so that the decision can be replayed. */
        WHOLE
    }
}
