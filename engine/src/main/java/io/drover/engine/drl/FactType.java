package io.drover.engine.drl;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A type that patterns can be about: a fact of the model, a result that rules read, or a type the pack declares.
 *
 * @param single whether a decision has at most one of it
 * @param dated whether it can earn points, which needs a date
 * @param fields by name
 * @param questions by name
 */
public record FactType(
        String name,
        boolean single,
        boolean dated,
        Map<String, FieldType> fields,
        Map<String, QuestionType> questions) {

    /**
     * A field that conditions can compare.
     *
     * @param nullable whether it may be missing
     * @param oneOf the only values it has; empty: any
     * @param accessor the method consequences read it by
     * @param range the only whole numbers it has; null: any
     */
    public record FieldType(
            String name,
            ValueType type,
            boolean nullable,
            List<String> oneOf,
            String accessor,
            @Nullable Range range) {

        /** A field whose numbers are not known to be limited. */
        FieldType(String name, ValueType type, boolean nullable, List<String> oneOf, String accessor) {
            this(name, type, nullable, oneOf, accessor, null);
        }

        public FieldType {
            oneOf = List.copyOf(oneOf);
        }
    }

    /** Whole numbers, both ends included. */
    public record Range(long least, long most) {}

    /**
     * A question that conditions can ask.
     *
     * @param time whether its answer depends on asOf
     * @param parameters what it is asked with
     * @param nullable whether there may be no answer
     */
    public record QuestionType(
            String name, boolean time, List<ValueType> parameters, ValueType answer, boolean nullable) {

        public QuestionType {
            parameters = List.copyOf(parameters);
        }
    }

    public FactType {
        fields = Map.copyOf(fields);
        questions = Map.copyOf(questions);
    }

    /** The field called {@code name}; null if there is none. */
    @Nullable
    public FieldType field(String name) {
        return fields.get(name);
    }

    @Nullable
    QuestionType question(String name) {
        return questions.get(name);
    }

    /** The field that {@code accessor} reads; null if none. */
    @Nullable
    FieldType accessedBy(String accessor) {
        return fields.values().stream()
                .filter(field -> field.accessor().equals(accessor))
                .findFirst()
                .orElse(null);
    }

    /** The names of all fields and, with parentheses, of all questions. */
    Set<String> memberNames() {
        Set<String> names = new TreeSet<>(fields.keySet());
        questions.keySet().forEach(question -> names.add(question + "()"));
        return names;
    }
}
