package io.drover.engine.drl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fact type that a pack declares in DRL.
 *
 * @param timed whether it extends {@link io.drover.model.fact.TimedFact}
 * @param fields their simple type names by name, in order: String, Integer, Long, BigDecimal, Boolean, Instant, LocalDate
 */
public record DeclaredType(String name, boolean timed, Map<String, String> fields) {

    public DeclaredType {
        fields = new LinkedHashMap<>(fields);
    }
}
