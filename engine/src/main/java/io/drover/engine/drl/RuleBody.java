package io.drover.engine.drl;

import io.drover.engine.pack.Place;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The conditions and conclusions of a rule, for those who judge what it says.
 *
 * @param annotations what each annotation states, by its name
 * @param places where the author finds an offset that an element, operand or conclusion carries
 */
public record RuleBody(
        List<Element> conditions,
        List<Conclusion> conclusions,
        Map<String, String> annotations,
        IntFunction<Place> places) {

    /** Of a rule of which nothing more is known. */
    public static final RuleBody NONE = new RuleBody(List.of(), List.of(), Map.of(), at -> Place.whole(""));

    public RuleBody {
        conditions = List.copyOf(conditions);
        conclusions = List.copyOf(conclusions);
        annotations = Map.copyOf(annotations);
    }
}
