package io.drover.model.fact;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The scoring of the period before the one an {@link RfmScore} is about; the engine inserts it from the request.
 *
 * @param r recency: 5 bought most lately
 * @param f frequency: 5 bought most often
 * @param m monetary value: 5 spent most
 * @param recencyDays whole UTC days from the last purchase to its asOf
 * @param frequency how many purchases
 * @param monetary what they cost together
 * @param asOf when it was scored
 * @param cutTable the id of the table that gave the scores
 */
public record PreviousRfm(
        @Between(min = 1, max = 5) @Nullable Integer r,
        @Between(min = 1, max = 5) @Nullable Integer f,
        @Between(min = 1, max = 5) @Nullable Integer m,
        @Nullable Integer recencyDays,
        @Nullable Integer frequency,
        @Nullable BigDecimal monetary,
        @Nullable Instant asOf,
        @Nullable String cutTable)
        implements Fact {

    /** The previous scoring that {@code scoring} is when it comes as part of an earlier answer. */
    public static PreviousRfm of(RfmScore scoring) {
        return new PreviousRfm(
                scoring.r(),
                scoring.f(),
                scoring.m(),
                scoring.recencyDays(),
                scoring.frequency(),
                scoring.monetary(),
                scoring.asOf(),
                scoring.cutTable());
    }
}
