package io.drover.engine.pack;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a policy pack says about candidate treatments side by side, as data that the engine applies; what is said of each by
 * itself is said in rules.
 *
 * @param exclusive groups of treatments, by key, of which a subject gets one at a time
 * @param perDecision by channel, how many treatments one decision may select
 * @param caps by channel, how many treatments may be given within a rolling window
 */
public record PolicyRules(List<List<String>> exclusive, Map<String, Integer> perDecision, Map<String, Cap> caps) {

    /** A policy that limits nothing. */
    public static final PolicyRules NONE = new PolicyRules(List.of(), Map.of(), Map.of());

    /**
     * At most {@code max} treatments within {@code per}, for each contact, else for the subject itself.
     *
     * @param max zero or more
     * @param per longer than zero
     */
    public record Cap(int max, Duration per) {}

    public PolicyRules {
        exclusive = exclusive.stream().map(List::copyOf).toList();
        perDecision = Collections.unmodifiableMap(new TreeMap<>(perDecision));
        caps = Collections.unmodifiableMap(new TreeMap<>(caps));
    }

    /** How many treatments on {@code channel} one decision may select; null: any number. */
    public @Nullable Integer mostPerDecision(String channel) {
        return perDecision.get(channel);
    }

    /** The cap on {@code channel}, if there is one. */
    public Optional<Cap> cap(String channel) {
        return Optional.ofNullable(caps.get(channel));
    }
}
