package io.drover.engine.rfm;

import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** How the cuts of a measure are computed from the values that a population has of it; exactly, without floating point. */
final class CutMethods {

    private CutMethods() {}

    /**
     * The cuts by {@code method}, which is not {@link CutMethod#FIXED}.
     *
     * @param ascending at least one value, from the least to the greatest
     */
    static List<BigDecimal> cuts(CutMethod method, List<BigDecimal> probabilities, List<BigDecimal> ascending) {
        return switch (method) {
            case FIXED -> throw new IllegalArgumentException("fixed cuts are not computed");
            case QUANTILE7 -> quantiles(ascending, probabilities, BigDecimal.ZERO);
            case QUANTILE7_PLUS1 -> quantiles(ascending, probabilities, BigDecimal.ONE);
            case MIN_RANK_EQUAL_WIDTH -> ofRanks(ascending);
        };
    }

    private static List<BigDecimal> quantiles(
            List<BigDecimal> ascending, List<BigDecimal> probabilities, BigDecimal more) {
        return probabilities.stream()
                .map(p -> CutTable.plain(type7(ascending, p).add(more)))
                .toList();
    }

    /**
     * The quantile as R computes it by default: the value at the position h = (n − 1)p, counted from 0, and between two
     * positions linearly interpolated.
     */
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

    /**
     * The greatest values whose ranks lie in the first, the first two, … of five intervals of equal width from the least to the
     * greatest rank, closed on the right. A rank less one is the number of values that are less.
     */
    private static List<BigDecimal> ofRanks(List<BigDecimal> ascending) {
        int values = ascending.size();
        long width = firstOf(ascending, values - 1);
        List<BigDecimal> cuts = new ArrayList<>();
        int at = 0;
        for (int interval = 1; interval < CutTable.SCORES; interval++) {
            int next = endOf(ascending, at);
            while (next < values && (long) CutTable.SCORES * next <= interval * width) {
                at = next;
                next = endOf(ascending, at);
            }
            cuts.add(CutTable.plain(ascending.get(at)));
        }
        return cuts;
    }

    /** The first place of the value at {@code place}. */
    private static int firstOf(List<BigDecimal> ascending, int place) {
        int first = place;
        while (first > 0 && ascending.get(first - 1).compareTo(ascending.get(place)) == 0) {
            first--;
        }
        return first;
    }

    /** The place behind the last of the value at {@code place}. */
    private static int endOf(List<BigDecimal> ascending, int place) {
        int end = place + 1;
        while (end < ascending.size() && ascending.get(end).compareTo(ascending.get(place)) == 0) {
            end++;
        }
        return end;
    }
}
