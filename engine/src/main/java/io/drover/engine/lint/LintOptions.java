package io.drover.engine.lint;

import io.drover.engine.decide.DecisionEngine;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What packs are judged by, beside what they say themselves.
 *
 * @param asOf the day that reviews are overdue on; null: reviews are not judged
 * @param channels that the deployment operates; null: all there are
 * @param scenarios runs the scenarios of each pack, to see which rules they make fire; null: they are not run
 * @param population what was decided about a population; null: there is none
 */
public record LintOptions(
        @Nullable LocalDate asOf,
        @Nullable Set<String> channels,
        @Nullable DecisionEngine scenarios,
        @Nullable Population population) {

    /** Only what the files themselves show. */
    public static final LintOptions FILES = new LintOptions(null, null, null, null);

    public LintOptions {
        channels = channels == null ? null : Set.copyOf(channels);
    }
}
