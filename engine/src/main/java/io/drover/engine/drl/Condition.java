package io.drover.engine.drl;

import java.util.List;
import java.util.stream.Stream;

/** What one constraint of a pattern demands. */
public sealed interface Condition {

    /** All comparisons and truths in it. */
    Stream<Condition> leaves();

    /** All operands in it, at any depth. */
    Stream<Operand> operands();

    /** That at least one holds: {@code ||}. */
    record Any(List<Condition> parts) implements Condition {

        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Condition> leaves() {
            return parts.stream().flatMap(Condition::leaves);
        }

        @Override
        public Stream<Operand> operands() {
            return parts.stream().flatMap(Condition::operands);
        }
    }

    /** That all hold: {@code &&}. */
    record All(List<Condition> parts) implements Condition {

        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Condition> leaves() {
            return parts.stream().flatMap(Condition::leaves);
        }

        @Override
        public Stream<Operand> operands() {
            return parts.stream().flatMap(Condition::operands);
        }
    }

    /** That it does not hold: {@code !}. */
    record Negation(Condition part) implements Condition {

        @Override
        public Stream<Condition> leaves() {
            return part.leaves();
        }

        @Override
        public Stream<Operand> operands() {
            return part.operands();
        }
    }

    /** That the operand is true. */
    record Truth(Operand operand) implements Condition {

        @Override
        public Stream<Condition> leaves() {
            return Stream.of(this);
        }

        @Override
        public Stream<Operand> operands() {
            return operand.all();
        }
    }

    /**
     * A comparison.
     *
     * @param right one operand; of IN and NOT_IN, the list
     * @param at offset of the operator
     */
    record Comparison(Operand left, Operator operator, List<Operand> right, int at) implements Condition {

        public Comparison {
            right = List.copyOf(right);
        }

        @Override
        public Stream<Condition> leaves() {
            return Stream.of(this);
        }

        @Override
        public Stream<Operand> operands() {
            return Stream.concat(Stream.of(left), right.stream()).flatMap(Operand::all);
        }

        /** The operand on the right of any but IN and NOT_IN. */
        public Operand other() {
            return right.get(0);
        }
    }

    /** How two values are compared. */
    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        IN("in"),
        NOT_IN("not in"),
        MEMBER("memberOf"),
        NOT_MEMBER("not memberOf"),
        CONTAINS("contains"),
        NOT_CONTAINS("not contains"),
        MATCHES("matches"),
        NOT_MATCHES("not matches"),
        /** {@code str[startsWith]} and {@code str[endsWith]}. */
        AFFIX("str");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** As it is written. */
        public String text() {
            return text;
        }

        /** Whether it asks which of two values is the greater. */
        public boolean isOrder() {
            return switch (this) {
                case LESS, AT_MOST, GREATER, AT_LEAST -> true;
                case EQUAL,
                        NOT_EQUAL,
                        IN,
                        NOT_IN,
                        MEMBER,
                        NOT_MEMBER,
                        CONTAINS,
                        NOT_CONTAINS,
                        MATCHES,
                        NOT_MATCHES,
                        AFFIX -> false;
            };
        }
    }
}
