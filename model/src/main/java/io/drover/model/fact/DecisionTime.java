package io.drover.model.fact;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The instant for which a decision is made, and the collector of the next instant at which a question asked of it would
 * be answered differently.
 *
 * <p>Facts are bound to one before rules see them. It is context, not content: every decision time equals every other, so
 * that a fact is the same fact whichever decision it is bound to, and its text is empty.
 *
 * <p>Not thread-safe: one belongs to one decision.
 */
public final class DecisionTime {

    private final Instant asOf;
    private @Nullable Instant nextFlip;

    private DecisionTime(Instant asOf) {
        this.asOf = asOf;
    }

    /** A decision time at {@code asOf}, cut to milliseconds, of which nothing has been asked yet. */
    public static DecisionTime at(Instant asOf) {
        return new DecisionTime(asOf.truncatedTo(ChronoUnit.MILLIS));
    }

    public Instant asOf() {
        return asOf;
    }

    /** Whether {@code instant} is at or before asOf; if it is not, it is an instant at which the answer changes. */
    public boolean reached(Instant instant) {
        if (instant.isAfter(asOf)) {
            flipsAt(instant);
            return false;
        }
        return true;
    }

    /** Records that an answer given for asOf changes at {@code instant}; instants up to asOf are of no interest. */
    public void flipsAt(Instant instant) {
        if (instant.isAfter(asOf) && (nextFlip == null || instant.isBefore(nextFlip))) {
            nextFlip = instant;
        }
    }

    /** The earliest instant after asOf at which an answer changes; empty if none ever does. */
    public Optional<Instant> nextFlip() {
        return Optional.ofNullable(nextFlip);
    }

    /** The decision time a fact is bound to, or an error where a fact at rest is asked about time. */
    static DecisionTime required(@Nullable DecisionTime decisionTime) {
        return Objects.requireNonNull(decisionTime, "a fact at rest cannot answer a question about time");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DecisionTime;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "";
    }
}
