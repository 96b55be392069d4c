package io.drover.engine.pack;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the key {@code impact} of a manifest says: how many subjects a new revision may decide about otherwise than the one that
 * serves. Each share is in percent, from 0 to 100, of the subjects that were decided about.
 *
 * @param over how far back the decisions lie that are decided again
 * @param taxonomies the most subjects that move, by taxonomy
 * @param segments by segment
 * @param treatments by treatment
 */
public record ImpactBudget(
        Duration over,
        Map<String, BigDecimal> taxonomies,
        Map<String, BigDecimal> segments,
        Map<String, BigDecimal> treatments) {

    private static final Duration USUAL = Duration.ofDays(30);

    /** No budget: anything may move. */
    public static final ImpactBudget NONE = new ImpactBudget(USUAL, Map.of(), Map.of(), Map.of());

    public ImpactBudget {
        taxonomies = Collections.unmodifiableMap(new TreeMap<>(taxonomies));
        segments = Collections.unmodifiableMap(new TreeMap<>(segments));
        treatments = Collections.unmodifiableMap(new TreeMap<>(treatments));
    }

    /** Whether anything may move. */
    public boolean isEmpty() {
        return taxonomies.isEmpty() && segments.isEmpty() && treatments.isEmpty();
    }
}
