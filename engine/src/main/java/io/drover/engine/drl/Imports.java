package io.drover.engine.drl;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types a rule file imports.
 *
 * @param names simple names
 * @param whole whether every import could be resolved
 */
record Imports(Set<String> names, boolean whole) {

    static final String FACTS = "io.drover.model.fact";
    static final String CONCLUSIONS = "io.drover.model.conclusion";

    /** Types of Java that declared types may have fields of. */
    static final Map<String, String> FIELD_TYPES = Map.of(
            "BigDecimal", "java.math.BigDecimal", "Instant", "java.time.Instant", "LocalDate", "java.time.LocalDate");

    Imports {
        names = Set.copyOf(names);
    }

    /** Whether {@code name} is certainly not imported. */
    boolean lacks(String name) {
        return whole && !names.contains(name);
    }

    /** The simple names that importing {@code target} makes known; none where it is not allowed. */
    static Set<String> namesOf(String target) {
        Set<String> names = new TreeSet<>();
        ModelTypes.IMPORTABLE.forEach((simple, qualified) -> {
            String itsPackage = qualified.substring(0, qualified.lastIndexOf('.'));
            if (target.equals(qualified) || target.equals(itsPackage + ".*")) {
                names.add(simple);
            }
        });
        FIELD_TYPES.forEach((simple, qualified) -> {
            if (target.equals(qualified)) {
                names.add(simple);
            }
        });
        return names;
    }
}
