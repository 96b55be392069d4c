package io.drover.engine.rfm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cuts that turn recency, frequency and monetary value into scores from 1 to 5, computed over a population.
 *
 * @param id {@code rfm-} and the first 16 hexadecimal digits of the SHA-256 of everything else
 * @param metric what is scored: {@code rfm}
 * @param method how the cuts were computed, such as {@code quantile7-plus1}
 * @param probabilities of the quantiles
 * @param cuts of each of the three measures, ascending; bins are half-open, [c1, c2)
 * @param population how many customers the cuts were computed over
 * @param computedAt the instant as of which recency was measured
 * @param currency of the amounts
 */
public record CutTable(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String metric,
        @JsonProperty(required = true) String method,
        @JsonProperty(required = true) List<BigDecimal> probabilities,
        @JsonProperty(required = true) Cuts cuts,
        @JsonProperty(required = true) int population,
        @JsonProperty(required = true) Instant computedAt,
        @JsonProperty(required = true) String currency,
        @Nullable String description) {

    /** The four cuts of each measure: days since the last purchase, number of purchases, sum of amounts. */
    public record Cuts(List<BigDecimal> recency, List<BigDecimal> frequency, List<BigDecimal> monetary) {

        public Cuts {
            recency = List.copyOf(recency);
            frequency = List.copyOf(frequency);
            monetary = List.copyOf(monetary);
        }
    }

    public CutTable {
        probabilities = List.copyOf(probabilities);
    }
}
