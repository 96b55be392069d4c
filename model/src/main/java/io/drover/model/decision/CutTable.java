package io.drover.model.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cuts that part a population into bins, by one or three measures, with what they were computed from.
 *
 * @param id the prefix {@code rfm-} or {@code cut-} and the first 16 hexadecimal digits of the SHA-256 of everything else
 * @param metric what is parted: {@code rfm}, with cuts of recency, frequency and monetary value; or a field of the subject
 *     such as {@code account.lifetimeValue}, with cuts of its value
 * @param definition what recency, frequency and monetary value are taken of; null where the metric is a field
 * @param probabilities of the quantiles, ascending; empty where the method has none
 * @param cuts ascending; equal ones leave the bin between them empty
 * @param population how many subjects the cuts were computed over
 * @param computedAt the instant as of which the population was measured
 * @param currency of the amounts, an ISO 4217 code; null where the metric is no amount
 * @param description for people; null: none
 * @param emptyBins numbers, from 1, of the bins that nobody of the population is in; measures without any are not there
 * @param leastPopulation a computed table of fewer subjects is used with a warning
 */
public record CutTable(
        String id,
        String metric,
        @Nullable Definition definition,
        CutMethod method,
        List<BigDecimal> probabilities,
        Map<CutMeasure, List<BigDecimal>> cuts,
        int population,
        Instant computedAt,
        @Nullable String currency,
        @Nullable String description,
        Map<CutMeasure, List<Integer>> emptyBins,
        int leastPopulation) {

    /** The metric of recency, frequency and monetary value. */
    public static final String RFM = "rfm";

    /** With fewer subjects than this, quantiles say little; a table may say otherwise. */
    public static final int LEAST_POPULATION = 500;

    /** How many scores there are for each of recency, frequency and monetary value. */
    public static final int SCORES = 5;

    /** The probabilities of the quantiles that part a population into five. */
    public static final List<BigDecimal> FIFTHS =
            List.of(new BigDecimal("0.2"), new BigDecimal("0.4"), new BigDecimal("0.6"), new BigDecimal("0.8"));

    /**
     * What recency, frequency and monetary value are taken of.
     *
     * @param events what recency and frequency are counted of: {@link #PURCHASES} or {@link #ENGAGEMENT}
     * @param monetary what the amounts of purchases are made into: {@link #TOTAL} or {@link #PER_PURCHASE}
     * @param lookBack how far back events and purchases count, such as {@code 365d}; null: without limit
     */
    public record Definition(
            String events, String monetary, @Nullable String lookBack) {

        /** Completed purchases. */
        public static final String PURCHASES = "purchases";

        /** Signals that a person of the subject caused. */
        public static final String ENGAGEMENT = "engagement";

        /** The sum of the amounts. */
        public static final String TOTAL = "total";

        /** The sum of the amounts by the number of purchases that have one. */
        public static final String PER_PURCHASE = "per-purchase";

        /** All purchases ever, and the sum of their amounts. */
        public static final Definition TOTAL_OF_PURCHASES = new Definition(PURCHASES, TOTAL, null);

        public boolean isOfEngagement() {
            return events.equals(ENGAGEMENT);
        }

        public boolean isPerPurchase() {
            return monetary.equals(PER_PURCHASE);
        }
    }

    public CutTable {
        probabilities = probabilities.stream().map(CutTable::plain).toList();
        cuts = copy(cuts, CutTable::plain);
        emptyBins = copy(emptyBins, bin -> bin);
        computedAt = computedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    private static <T> Map<CutMeasure, List<T>> copy(Map<CutMeasure, List<T>> map, UnaryOperator<T> copyOfItem) {
        Map<CutMeasure, List<T>> copy = new EnumMap<>(CutMeasure.class);
        map.forEach((measure, items) ->
                copy.put(measure, items.stream().map(copyOfItem).toList()));
        return Collections.unmodifiableMap(copy);
    }

    /** The number without trailing zeros after the point and without an exponent: equal numbers are equal values. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Cuts of recency, frequency and monetary value. */
    public static Map<CutMeasure, List<BigDecimal>> cuts(
            List<BigDecimal> recency, List<BigDecimal> frequency, List<BigDecimal> monetary) {
        return Map.of(CutMeasure.RECENCY, recency, CutMeasure.FREQUENCY, frequency, CutMeasure.MONETARY, monetary);
    }

    /** Whether {@code text} is written like an ISO 4217 code. */
    public static boolean isCurrencyCode(String text) {
        return text.matches("[A-Z]{3}");
    }

    /** Whether it scores recency, frequency and monetary value. */
    public boolean isRfm() {
        return metric.equals(RFM);
    }

    /** The cuts of {@code measure}; none where the table has none of it. */
    public List<BigDecimal> cutsOf(CutMeasure measure) {
        return cuts.getOrDefault(measure, List.of());
    }

    /** The number of the bin that {@code value} lies in, from 1; where it equals a cut, the method says on which side. */
    public int bin(CutMeasure measure, BigDecimal value) {
        int below = method.closesBinsAbove() ? -1 : 0;
        return 1
                + (int) cutsOf(measure).stream()
                        .filter(cut -> cut.compareTo(value) <= below)
                        .count();
    }

    /** The same table under another id. */
    public CutTable withId(String other) {
        return new CutTable(
                other,
                metric,
                definition,
                method,
                probabilities,
                cuts,
                population,
                computedAt,
                currency,
                description,
                emptyBins,
                leastPopulation);
    }

    /** Whether the cuts were computed over so few that whoever uses them should know. */
    public boolean hasSmallPopulation() {
        return method != CutMethod.FIXED && population < leastPopulation;
    }
}
