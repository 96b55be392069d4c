package io.drover.model.decision;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one decision is to be made with in place of what the rule packs say, to see what it would change. The maps are never null.
 *
 * @param thresholds by the name of a pack and of a threshold of it, its value: a number, a text or a list of texts
 * @param policy what takes the place of what the policy pack says; null: nothing does
 * @param cutTables by metric, the cut table to use in place of the one that the request, else the rule packs have
 */
public record Overrides(
        Map<String, Map<String, Object>> thresholds,
        @Nullable PolicyOverride policy,
        Map<String, CutTableChoice> cutTables) {

    public Overrides {
        thresholds = sorted(thresholds);
        Map<String, CutTableChoice> tables = new TreeMap<>();
        if (cutTables != null) {
            cutTables.forEach((metric, table) -> {
                if (table != null) {
                    tables.put(metric, table);
                }
            });
        }
        cutTables = Collections.unmodifiableMap(tables);
    }

    private static Map<String, Map<String, Object>> sorted(@Nullable Map<String, Map<String, Object>> thresholds) {
        Map<String, Map<String, Object>> sorted = new TreeMap<>();
        if (thresholds != null) {
            thresholds.forEach((pack, values) -> {
                if (values != null) {
                    Map<String, Object> copy = new TreeMap<>();
                    values.forEach((name, value) ->
                            copy.put(name, value instanceof List<?> list ? List.copyOf(list) : value));
                    sorted.put(pack, Collections.unmodifiableMap(copy));
                }
            });
        }
        return Collections.unmodifiableMap(sorted);
    }
}
