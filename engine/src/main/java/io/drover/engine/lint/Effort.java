package io.drover.engine.lint;

/**
 * How much work may still be done to judge one taxonomy, in steps. It is counted, not timed, so that what is found is the same
 * on every machine. Used by one thread.
 */
final class Effort {

    private long left;

    Effort(long steps) {
        this.left = steps;
    }

    /** Takes {@code steps}; whether there were as many left. */
    boolean spend(long steps) {
        left -= steps;
        return left >= 0;
    }
}
