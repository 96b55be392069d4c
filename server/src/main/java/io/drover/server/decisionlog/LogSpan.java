package io.drover.server.decisionlog;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A part of the log.
 *
 * @param since decisions from this instant on, by the server's clock when they were made
 * @param until decisions before this instant
 * @param firstId and from the decision with this id on; empty: no matter which
 */
public record LogSpan(Instant since, Instant until, String firstId) {

    /** All of it. */
    public static final LogSpan ALL = between(Instant.MIN, Instant.MAX);

    /** The decisions from {@code since} on that were made before {@code until}. */
    public static LogSpan between(Instant since, Instant until) {
        return new LogSpan(since, until, "");
    }

    /** Whether {@code segment} may have some: the id of a decision can be of a later day than its time, but of no earlier one. */
    boolean mayHave(Segment segment) {
        return since.equals(Instant.MIN)
                || !segment.day().isBefore(since.atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** Whether {@code line} is of it. */
    boolean has(LogLine line) {
        Instant time = line.entry().time();
        return !time.isBefore(since)
                && time.isBefore(until)
                && line.entry().decisionId().compareTo(firstId) >= 0;
    }
}
