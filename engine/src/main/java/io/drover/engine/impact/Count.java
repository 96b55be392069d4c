package io.drover.engine.impact;

import java.util.List;
import java.util.TreeMap;

/** A number of subjects, and the first of them. Used by one thread. */
final class Count {

    private final int mostExamples;
    private final TreeMap<Long, String> examples = new TreeMap<>();
    private long subjects;

    Count(int mostExamples) {
        this.mostExamples = mostExamples;
    }

    /** Counts the subject {@code id}, whose request stands at {@code position}. */
    void add(long position, String id) {
        subjects++;
        example(position, id);
    }

    /** Counts all that {@code other} has. */
    void add(Count other) {
        subjects += other.subjects;
        other.examples.forEach(this::example);
    }

    private void example(long position, String id) {
        examples.put(position, id);
        if (examples.size() > mostExamples) {
            examples.pollLastEntry();
        }
    }

    long subjects() {
        return subjects;
    }

    /** Ids of the first, in the order of their requests. */
    List<String> examples() {
        return List.copyOf(examples.values());
    }
}
