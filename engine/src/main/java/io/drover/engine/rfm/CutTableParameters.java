package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTable.Definition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cut table is computed by; the components are those of {@link CutTable}.
 *
 * @param asOf recency is measured up to here; what is later is left out
 * @param cuts only where the method is {@link CutMethod#FIXED}; else empty
 */
public record CutTableParameters(
        Instant asOf,
        String metric,
        @Nullable Definition definition,
        CutMethod method,
        List<BigDecimal> probabilities,
        Map<CutMeasure, List<BigDecimal>> cuts,
        @Nullable String currency,
        @Nullable String description,
        int leastPopulation) {

    public CutTableParameters {
        asOf = asOf.truncatedTo(ChronoUnit.MILLIS);
        probabilities = List.copyOf(probabilities);
        cuts = Map.copyOf(cuts);
    }

    /**
     * The table by these parameters, with the id of its content.
     *
     * @param cuts by measure, computed or given
     * @param population how many subjects the cuts are of
     */
    CutTable table(Map<CutMeasure, List<BigDecimal>> cuts, int population, Map<CutMeasure, List<Integer>> emptyBins) {
        return CutTableWriter.identified(new CutTable(
                "",
                metric,
                definition,
                method,
                probabilities,
                cuts,
                population,
                asOf,
                currency,
                description,
                emptyBins,
                leastPopulation));
    }

    /** Scores by the published method: all purchases, the sum of their amounts, fifths of the population. */
    public static CutTableParameters published(Instant asOf, String currency) {
        return new CutTableParameters(
                asOf,
                CutTable.RFM,
                Definition.TOTAL_OF_PURCHASES,
                CutMethod.QUANTILE7_PLUS1,
                CutTable.FIFTHS,
                Map.of(),
                currency,
                null,
                CutTable.LEAST_POPULATION);
    }

    /** Whether what {@code metric} is about is in a currency. */
    public static boolean isOfMoney(String metric) {
        return metric.equals(CutTable.RFM)
                || Metric.of(metric).filter(Metric::isMoney).isPresent();
    }

    /** Whether recency, frequency and monetary value are measured. */
    public boolean isRfm() {
        return metric.equals(CutTable.RFM);
    }
}
