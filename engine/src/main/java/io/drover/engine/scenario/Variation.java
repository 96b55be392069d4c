package io.drover.engine.scenario;

import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.Threshold;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario tries in place of what its packs say: other thresholds, another policy.
 *
 * @param thresholds by pack and name
 * @param policy of the policy pack; null: its own
 */
record Variation(
        SortedMap<String, SortedMap<String, Threshold>> thresholds,
        @Nullable PolicyRules policy) {

    /** Of a scenario that tries nothing else. */
    static final Variation NONE = new Variation(new TreeMap<>(), null);

    Variation {
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
    }
}
