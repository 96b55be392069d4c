package io.drover.engine.decide;

import java.time.Duration;

/**
 * What one decision may use up.
 *
 * @param firings rule firings, over all packs
 * @param insertions conclusions that rules insert, over all packs
 * @param facts facts that a request may hold
 * @param fuel steps of evaluation, over all packs: a condition asked of a fact, 16 for facts that join, about one for each
 *     character that is held against a regular expression, and whatever loops there are
 * @param deadline elapsed time
 */
public record Limits(int firings, int insertions, int facts, long fuel, Duration deadline) {

    private static final long FUEL = 20_000_000;

    /** Limits with the fuel that there is by default. */
    public Limits(int firings, int insertions, int facts, Duration deadline) {
        this(firings, insertions, facts, FUEL, deadline);
    }

    /** Limits that no honest decision comes near. */
    public static Limits defaults() {
        return new Limits(20_000, 50_000, 20_000, Duration.ofSeconds(2));
    }

    /** Limits that nothing comes near: for what was decided once already. */
    public static Limits none() {
        return new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1));
    }

    /** These limits, but for {@code deadline}. */
    public Limits withDeadline(Duration deadline) {
        return new Limits(firings, insertions, facts, fuel, deadline);
    }
}
