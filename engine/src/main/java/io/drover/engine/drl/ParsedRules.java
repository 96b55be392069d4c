package io.drover.engine.drl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All rules of a pack, parsed; fit to be compiled only where no error was found on the way.
 *
 * @param rules in the order of files and lines
 * @param declaredTypes by name
 */
public record ParsedRules(List<ParsedRule> rules, Map<String, DeclaredType> declaredTypes) {

    public ParsedRules {
        rules = List.copyOf(rules);
        declaredTypes = Map.copyOf(declaredTypes);
    }

    /** The type that patterns of these rules call {@code name}; null if there is none. */
    public @Nullable FactType type(String name) {
        DeclaredType declared = declaredTypes.get(name);
        return declared == null ? ModelTypes.READABLE.get(name) : DeclarationReader.factType(declared);
    }
}
