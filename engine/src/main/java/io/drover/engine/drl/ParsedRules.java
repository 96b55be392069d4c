package io.drover.engine.drl;

import java.util.List;
import java.util.Map;

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
}
