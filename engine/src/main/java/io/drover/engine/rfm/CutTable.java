package io.drover.engine.rfm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cuts that turn recency, frequency and monetary value into scores from 1 to 5, computed over a population.
 *
 * @param id {@code rfm-} and the first 16 hexadecimal digits of the SHA-256 of everything else
 * @param metric what is scored: {@code rfm}
 * @param definition what is counted of a customer
 * @param method how the cuts were computed: {@code quantile7-plus1}, or {@code fixed} where they are given
 * @param probabilities of the quantiles; empty where the cuts are given
 * @param cuts of each of the three measures, ascending; bins are half-open, [c1, c2)
 * @param population how many customers the cuts were computed over
 * @param computedAt the instant as of which recency was measured
 * @param currency of the amounts
 */
public record CutTable(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String metric,
        @JsonProperty(required = true) Definition definition,
        @JsonProperty(required = true) String method,
        @JsonProperty(required = true) List<BigDecimal> probabilities,
        @JsonProperty(required = true) Cuts cuts,
        @JsonProperty(required = true) int population,
        @JsonProperty(required = true) Instant computedAt,
        @JsonProperty(required = true) String currency,
        @Nullable String description) {

    /** The only metric so far. */
    public static final String METRIC = "rfm";

    /** The type-7 quantiles of the population, plus one. */
    public static final String QUANTILE7_PLUS1 = "quantile7-plus1";

    /** The cuts are given, not computed. */
    public static final String FIXED = "fixed";

    /** The probabilities of the quantiles that part a population into five. */
    public static final List<BigDecimal> FIFTHS =
            List.of(new BigDecimal("0.2"), new BigDecimal("0.4"), new BigDecimal("0.6"), new BigDecimal("0.8"));

    /** With fewer customers than this the quantiles of a population say little. */
    public static final int LEAST_POPULATION = 500;

    /**
     * What the three measures are taken of.
     *
     * @param events what recency and frequency are counted of: {@code purchases}
     * @param monetary what the amounts are made into: {@code total}
     * @param lookBack how far back events count; null: without limit
     */
    public record Definition(
            String events, String monetary, @Nullable String lookBack) {

        /** All purchases ever, and the sum of their amounts. */
        public static final Definition TOTAL_OF_PURCHASES = new Definition("purchases", "total", null);
    }

    /** The four cuts of each measure: days since the last purchase, number of purchases, sum of amounts. */
    public record Cuts(List<BigDecimal> recency, List<BigDecimal> frequency, List<BigDecimal> monetary) {

        public Cuts {
            recency = recency.stream().map(Decimals::plain).toList();
            frequency = frequency.stream().map(Decimals::plain).toList();
            monetary = monetary.stream().map(Decimals::plain).toList();
        }
    }

    public CutTable {
        probabilities = probabilities.stream().map(Decimals::plain).toList();
        computedAt = computedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** This table under the id that its content gives. */
    public CutTable withContentId() {
        return new CutTable(
                CutTableWriter.contentId(this),
                metric,
                definition,
                method,
                probabilities,
                cuts,
                population,
                computedAt,
                currency,
                description);
    }

    /** Whether {@code text} is written like an ISO 4217 code. */
    public static boolean isCurrencyCode(String text) {
        return text.matches("[A-Z]{3}");
    }

    /** Whether the cuts were computed over so few customers that whoever uses them should know. */
    public boolean hasSmallPopulation() {
        return !method.equals(FIXED) && population < LEAST_POPULATION;
    }
}
