package io.drover.engine.drl;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of what stands between {@code when} and {@code then}. Offsets are those of its first character. */
public sealed interface Element {

    int at();

    /** All patterns in it, at any depth. */
    Stream<Pattern> patterns();

    /** All constraints in it, at any depth. */
    Stream<Constraint> allConstraints();

    /**
     * That there is a fact, or a result, that meets all constraints.
     *
     * @param variable bound to the fact; null: none
     * @param whole whether every constraint could be read
     */
    record Pattern(String type, @Nullable String variable, List<Constraint> constraints, boolean whole, int at)
            implements Element {

        public Pattern {
            constraints = List.copyOf(constraints);
        }

        @Override
        public Stream<Pattern> patterns() {
            return Stream.of(this);
        }

        @Override
        public Stream<Constraint> allConstraints() {
            return constraints.stream();
        }
    }

    /** Several elements of which all must hold, or none, or some, or for all of which something must hold. */
    record Group(Kind kind, List<Element> parts, int at) implements Element {

        public enum Kind {
            AND,
            NOT,
            EXISTS,
            FORALL
        }

        public Group {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Pattern> patterns() {
            return parts.stream().flatMap(Element::patterns);
        }

        @Override
        public Stream<Constraint> allConstraints() {
            return parts.stream().flatMap(Element::allConstraints);
        }
    }

    /**
     * Facts counted or summed up.
     *
     * @param source the facts
     * @param results what the functions' results must meet
     */
    record Accumulation(Element source, List<Function> functions, List<Constraint> results, int at) implements Element {

        public Accumulation {
            functions = List.copyOf(functions);
            results = List.copyOf(results);
        }

        @Override
        public Stream<Pattern> patterns() {
            return source.patterns();
        }

        @Override
        public Stream<Constraint> allConstraints() {
            return Stream.concat(source.allConstraints(), results.stream());
        }
    }

    /**
     * One function of an accumulation.
     *
     * @param variable bound to its result; null: none
     * @param argument the variable it works on; null: each match counts
     */
    record Function(
            @Nullable String variable,
            String name,
            @Nullable String argument) {}
}
