package io.drover.engine.rfm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Quantiles as R computes them by default (its type 7), but exactly: no floating point is involved. */
final class Quantiles {

    private Quantiles() {}

    /**
     * The cuts of the method {@code quantile7-plus1}: for each of {@code probabilities} the quantile, plus one.
     *
     * @param ascending at least one value, from the least to the greatest
     */
    static List<BigDecimal> plusOne(List<BigDecimal> ascending, List<BigDecimal> probabilities) {
        return probabilities.stream()
                .map(p -> Decimals.plain(type7(ascending, p).add(BigDecimal.ONE)))
                .toList();
    }

    /** The value at the position h = (n − 1)p, counted from 0; between two positions linearly interpolated. */
    static BigDecimal type7(List<BigDecimal> ascending, BigDecimal p) {
        BigDecimal h = BigDecimal.valueOf(ascending.size() - 1L).multiply(p);
        int below = h.setScale(0, RoundingMode.FLOOR).intValueExact();
        BigDecimal low = ascending.get(below);
        if (below + 1 == ascending.size()) {
            return low;
        }
        BigDecimal rest = h.subtract(BigDecimal.valueOf(below));
        return low.add(rest.multiply(ascending.get(below + 1).subtract(low)));
    }
}
