package io.drover.model.conclusion;

import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.TimeQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sum of decaying points. To rules it is no number but an answer, {@code atLeast(T.INTENT_HIGH)}, because a number
 * that changes every millisecond would make the decision depend on when it is asked. Inserted by the engine.
 *
 * @param contributions in canonical order; the floating-point sum runs in this order
 */
public record Score(
        String name, @Nullable String contactId, List<Contribution> contributions, DecisionTime decisionTime) {

    /** Points that count for a score, after the cap: {@code points} at {@code earnedAt}, halved every {@code halfLife}. */
    public record Contribution(double points, Instant earnedAt, Duration halfLife) {

        double valueAt(Instant instant) {
            double halvings = (double) Duration.between(earnedAt, instant).toMillis() / halfLife.toMillis();
            return points * StrictMath.pow(0.5, halvings);
        }
    }

    public Score {
        Objects.requireNonNull(name, "name");
        contributions = List.copyOf(contributions);
    }

    /** The value at {@code instant}, unrounded. */
    public double valueAt(Instant instant) {
        double sum = 0;
        for (Contribution contribution : contributions) {
            sum += contribution.valueAt(instant);
        }
        return sum;
    }

    /** Whether the score, unrounded, is at least {@code threshold} at asOf. */
    @TimeQuestion
    public boolean atLeast(Number threshold) {
        double least = threshold.doubleValue();
        Instant asOf = decisionTime.asOf();
        if (!(valueAt(asOf) >= least)) {
            return false;
        }
        if (least > 0) {
            decisionTime.flipsAt(firstBelow(least, asOf));
        }
        return true;
    }

    /** The first millisecond after {@code from}, where the score is at least {@code least}, at which it is not. */
    private Instant firstBelow(double least, Instant from) {
        long step = 1;
        while (valueAt(from.plusMillis(step)) >= least) {
            step *= 2;
        }
        long stillThere = step / 2;
        long below = step;
        while (below - stillThere > 1) {
            long middle = stillThere + (below - stillThere) / 2;
            if (valueAt(from.plusMillis(middle)) >= least) {
                stillThere = middle;
            } else {
                below = middle;
            }
        }
        return from.plusMillis(below);
    }
}
