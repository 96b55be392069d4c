package io.drover.engine.drl;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something with a value that a condition compares or a conclusion is given. Offsets are those of its first character. */
public sealed interface Operand {

    int at();

    /** The operand and all operands within it. */
    default Stream<Operand> all() {
        return Stream.of(this);
    }

    /** A literal text. */
    record Text(String value, int at) implements Operand {}

    /** A literal number, a sign included. */
    record Digits(String value, int at) implements Operand {}

    /** True or false. */
    record Flag(boolean value, int at) implements Operand {}

    /** The word null. */
    record Missing(int at) implements Operand {}

    /** {@code T.CONSTANT}. */
    record ThresholdName(String constant, int at) implements Operand {}

    /** The fact that is looked at. */
    record This(int at) implements Operand {}

    /** A bound variable, its {@code $} included. */
    record Variable(String name, int at) implements Operand {}

    /**
     * A field, or an entry of a field that is an open map.
     *
     * @param variable of the fact; null: the fact that is looked at
     * @param key of the entry; null: the field itself
     */
    record Field(
            @Nullable String variable,
            String name,
            @Nullable String key,
            int at) implements Operand {

        /** As it is written. */
        public String text() {
            return (variable == null ? "" : variable + ".") + name + (key == null ? "" : "[\"" + key + "\"]");
        }
    }

    /**
     * A question to a fact.
     *
     * @param variable of the fact; null: the fact that is looked at
     */
    record Call(@Nullable String variable, String name, List<Operand> arguments, int at) implements Operand {

        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Stream<Operand> all() {
            return Stream.concat(Stream.of(this), arguments.stream().flatMap(Operand::all));
        }
    }

    /** A sum, difference or product. */
    record Arithmetic(List<Operand> parts, int at) implements Operand {

        public Arithmetic {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Operand> all() {
            return Stream.concat(Stream.of(this), parts.stream().flatMap(Operand::all));
        }
    }
}
