package io.drover.model.fact;

/**
 * A segment the subject was in by the previous decision.
 *
 * @param name of the segment
 */
public record PreviousSegment(String name) implements Fact {}
