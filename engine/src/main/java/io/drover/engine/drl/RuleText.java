package io.drover.engine.drl;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One rule as it was read.
 *
 * @param imports of the file it stands in
 * @param at offset of the word {@code rule}
 * @param annotations what each annotation states, by its name
 * @param whole whether all of it could be read; else checks that need all of it pass it over
 */
record RuleText(
        SourceText source,
        Imports imports,
        String name,
        int at,
        Map<String, String> annotations,
        List<Element> conditions,
        List<Conclusion> conclusions,
        boolean whole) {

    RuleText {
        annotations = Map.copyOf(annotations);
        conditions = List.copyOf(conditions);
        conclusions = List.copyOf(conclusions);
    }

    /** What {@code @says} states; null without it. */
    @Nullable
    String says() {
        return annotations.get("says");
    }

    /** All patterns, at any depth. */
    Stream<Element.Pattern> patterns() {
        return conditions.stream().flatMap(Element::patterns);
    }

    /** All constraints of conditions, at any depth. */
    Stream<Constraint> constraints() {
        return conditions.stream().flatMap(Element::allConstraints);
    }

    /** All operands of conditions and conclusions, at any depth. */
    Stream<Operand> operands() {
        Stream<Operand> given = conclusions.stream()
                .flatMap(conclusion -> Stream.concat(
                        conclusion.arguments().stream(),
                        conclusion.additions().stream().flatMap(addition -> addition.arguments().stream())))
                .flatMap(Operand::all);
        return Stream.concat(
                constraints().flatMap(constraint -> constraint.condition().operands()), given);
    }
}
