package io.drover.engine.pack;

import java.util.List;

/**
 * A line of the rule text that a decision table stands for.
 *
 * @param place the cell of its row that it comes from
 * @param spans what stands in it, in order, by where it was written; empty: all of it in {@code place}
 */
public record TableLine(Place place, List<Span> spans) {

    /** What was written in one cell, be it of a row or of the head: from {@code column} (from 1) to the next span. */
    public record Span(int column, Place place) {}

    public TableLine {
        spans = List.copyOf(spans);
    }

    /** Where what stands at {@code column} (from 1) was written. */
    Place written(int column) {
        Place found = spans.isEmpty() ? place : spans.get(0).place();
        for (Span span : spans) {
            if (span.column() <= column) {
                found = span.place();
            }
        }
        return found;
    }
}
