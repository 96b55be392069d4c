package io.drover.engine.drl;

import java.util.List;

/**
 * What one statement of a consequence concludes, such as {@code new Treat("geo.localized-pricing").contact($id)}.
 *
 * @param at offset of the type
 */
public record Conclusion(String type, List<Operand> arguments, List<Addition> additions, int at) {

    /** A method behind the constructor, such as {@code contact($id)}. */
    public record Addition(String name, List<Operand> arguments, int at) {

        public Addition {
            arguments = List.copyOf(arguments);
        }
    }

    public Conclusion {
        arguments = List.copyOf(arguments);
        additions = List.copyOf(additions);
    }
}
