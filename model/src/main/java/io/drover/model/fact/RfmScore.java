package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recency, frequency and monetary scores of a customer, 1 to 5, and what they were scored from; posted, or computed by the
 * engine with the cut table {@code cutTable}, which says whether purchases or engagement signals were counted, and how far
 * back. {@code recencyDays} counts whole UTC days from the last of them.
 *
 * <p>One that the engine computed is bound with the instants at which its values change by the mere passing of time; reading
 * one then counts as a question about time.
 *
 * @param r recency: 5 bought most lately
 * @param f frequency: 5 bought most often
 * @param m monetary value: 5 spent most
 * @param recencyDays whole UTC days from the last purchase (or engagement signal) to asOf
 * @param frequency how many purchases (or engagement signals)
 * @param monetary what the purchases cost together, or each on average
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

    /** When what was computed changes by itself; null: never. */
    public record Flips(
            @Nullable Instant r,
            @Nullable Instant f,
            @Nullable Instant m,
            @Nullable Instant recencyDays,
            @Nullable Instant frequency,
            @Nullable Instant monetary) {}

    public RfmScore {
        asOf = Values.millisOrNull(asOf);
    }

    /** The recency score; asks about time where the scoring was computed. */
    @Override
    public @Nullable Integer r() {
        flipsAt(flips == null ? null : flips.r());
        return r;
    }

    /** The frequency score; asks about time where the scoring was computed over a look-back. */
    @Override
    public @Nullable Integer f() {
        flipsAt(flips == null ? null : flips.f());
        return f;
    }

    /** The monetary score; asks about time where the scoring was computed over a look-back. */
    @Override
    public @Nullable Integer m() {
        flipsAt(flips == null ? null : flips.m());
        return m;
    }

    /** Whole days since the last purchase; asks about time where the scoring was computed. */
    @Override
    public @Nullable Integer recencyDays() {
        flipsAt(flips == null ? null : flips.recencyDays());
        return recencyDays;
    }

    /** The number of events; asks about time where the scoring was computed over a look-back. */
    @Override
    public @Nullable Integer frequency() {
        flipsAt(flips == null ? null : flips.frequency());
        return frequency;
    }

    /** What was spent; asks about time where the scoring was computed over a look-back. */
    @Override
    public @Nullable BigDecimal monetary() {
        flipsAt(flips == null ? null : flips.monetary());
        return monetary;
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
