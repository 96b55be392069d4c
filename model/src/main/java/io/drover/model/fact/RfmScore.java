package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recency, frequency and monetary scores of a customer, 1 to 5, and what they were scored from; posted, or computed by the
 * engine with the cut table {@code cutTable}. {@code recencyDays} counts whole UTC days from the last purchase.
 *
 * <p>One that the engine computed is bound with the instants at which {@code r} and {@code recencyDays} change by the mere
 * passing of time; reading either then counts as a question about time.
 *
 * @param r recency: 5 bought most lately
 * @param f frequency: 5 bought most often
 * @param m monetary value: 5 spent most
 * @param recencyDays whole UTC days from the last purchase to asOf
 * @param frequency how many purchases
 * @param monetary what they cost together
 * @param asOf when it was scored
 * @param cutTable the id of the table that gave the scores
 */
public record RfmScore(
        @Between(min = 1, max = 5) @Nullable Integer r,
        @Between(min = 1, max = 5) @Nullable Integer f,
        @Between(min = 1, max = 5) @Nullable Integer m,
        @Nullable Integer recencyDays,
        @Nullable Integer frequency,
        @Nullable BigDecimal monetary,
        @Nullable Instant asOf,
        @Nullable String cutTable,
        @JsonIgnore @Nullable Flips flips,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Fact {

    /** When the scores of a computed scoring change by themselves; null: never. */
    public record Flips(@Nullable Instant r, @Nullable Instant recencyDays) {}

    public RfmScore {
        asOf = Values.millisOrNull(asOf);
    }

    /** The recency score; asks about time where the scoring was computed. */
    @Override
    public @Nullable Integer r() {
        flipsAt(flips == null ? null : flips.r());
        return r;
    }

    /** Whole days since the last purchase; asks about time where the scoring was computed. */
    @Override
    public @Nullable Integer recencyDays() {
        flipsAt(flips == null ? null : flips.recencyDays());
        return recencyDays;
    }

    private void flipsAt(@Nullable Instant instant) {
        if (decisionTime != null && instant != null) {
            decisionTime.flipsAt(instant);
        }
    }

    @Override
    public @Nullable Instant factDate() {
        return asOf;
    }

    @Override
    public RfmScore boundTo(DecisionTime time) {
        return new RfmScore(r, f, m, recencyDays, frequency, monetary, asOf, cutTable, flips, time);
    }
}
