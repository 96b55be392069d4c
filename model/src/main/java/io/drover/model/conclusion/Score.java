package io.drover.model.conclusion;

import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.TimeQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sum of decaying points. To rules it is no number but an answer, {@code atLeast(T.INTENT_HIGH)}, because a number
 * that changes every millisecond would make the decision depend on when it is asked. Inserted by the engine.
 *
 * @param contributions in canonical order; the floating-point sum runs in this order
 */
public record Score(
        String name, @Nullable String contactId, List<Contribution> contributions, DecisionTime decisionTime) {

    private static final double LOG_2 = Math.log(2);

    /** Each of Newton's steps doubles the exact digits; a millisecond in a thousand years has fifteen. */
    private static final int MOST_STEPS = 8;

    /** Milliseconds beyond which nothing is estimated: about thirty million years. */
    private static final double FARTHEST = 1e18;

    /** Points that count for a score, after the cap: {@code points} at {@code earnedAt}, halved every {@code halfLife}. */
    public record Contribution(double points, Instant earnedAt, Duration halfLife) {

        double valueAt(long millis) {
            return points * StrictMath.pow(0.5, halvings(millis));
        }

        private double halvings(long millis) {
            return (double) (millis - earnedAt.toEpochMilli()) / halfLife.toMillis();
        }
    }

    public Score {
        Objects.requireNonNull(name, "name");
        contributions = List.copyOf(contributions);
    }

    /** The value at {@code instant}, unrounded. */
    public double valueAt(Instant instant) {
        return valueAt(instant.toEpochMilli());
    }

    private double valueAt(long millis) {
        double sum = 0;
        for (Contribution contribution : contributions) {
            sum += contribution.valueAt(millis);
        }
        return sum;
    }

    /** Whether the score, unrounded, is at least {@code threshold} at asOf. */
    @TimeQuestion
    public boolean atLeast(Number threshold) {
        double least = threshold.doubleValue();
        long asOf = decisionTime.asOf().toEpochMilli();
        if (!(valueAt(asOf) >= least)) {
            return false;
        }
        if (least > 0 && !outlastsTheNextFlip(least)) {
            decisionTime.flipsAt(Instant.ofEpochMilli(firstBelow(least, asOf)));
        }
        return true;
    }

    /** Whether another answer changes while the score, which only falls, is still at least {@code least}. */
    private boolean outlastsTheNextFlip(double least) {
        Optional<Instant> next = decisionTime.nextFlip();
        return next.isPresent() && valueAt(next.get()) >= least;
    }

    /**
     * The first millisecond after {@code from}, where the score is at least {@code least}, at which it is not. It is looked
     * for around an estimate, in steps that double, and then by halves: the sum itself decides, the estimate saves work.
     */
    private long firstBelow(double least, long from) {
        long estimate = Math.max(from + 1, estimateBelow(least, from));
        long stillThere;
        long below;
        if (valueAt(estimate) >= least) {
            stillThere = estimate;
            below = estimate + 1;
            for (long step = 1; valueAt(below) >= least; step *= 2) {
                stillThere = below;
                below += step;
            }
        } else {
            below = estimate;
            stillThere = estimate - 1;
            for (long step = 1; stillThere > from && valueAt(stillThere) < least; step *= 2) {
                below = stillThere;
                stillThere = Math.max(from, stillThere - step);
            }
        }
        return between(stillThere, below, least);
    }

    /** The first millisecond after {@code stillThere}, up to {@code below}, at which the score is below {@code least}. */
    private long between(long stillThere, long below, double least) {
        long lower = stillThere;
        long upper = below;
        while (upper - lower > 1) {
            long middle = lower + (upper - lower) / 2;
            if (valueAt(middle) >= least) {
                lower = middle;
            } else {
                upper = middle;
            }
        }
        return upper;
    }

    /**
     * About when the score is {@code least}, in exact arithmetic. The logarithm of a sum of decaying points is convex, so
     * Newton's method from the left does not overshoot, and with one half-life for all it is there in one step.
     */
    private long estimateBelow(double least, long from) {
        long at = from;
        for (int i = 0; i < MOST_STEPS; i++) {
            double sum = 0;
            double loss = 0;
            for (Contribution contribution : contributions) {
                double value = contribution.points() * Math.pow(0.5, contribution.halvings(at));
                sum += value;
                loss += value / contribution.halfLife().toMillis();
            }
            double step = Math.log(sum / least) / LOG_2 * sum / loss;
            if (!(step >= 1) || step > FARTHEST) {
                return at + 1;
            }
            at += (long) step;
        }
        return at;
    }
}
