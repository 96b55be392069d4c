package io.drover.model.fact;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * The bin that a number of the subject, such as its lifetime value, lies in among a whole population; the engine finds it with a
 * cut table, which the pack's manifest or the request names. There is none where the number is
 * missing, or in another currency than the cuts.
 *
 * @param metric the number, such as account.lifetimeValue
 * @param bin which bin it lies in; 1 holds the least
 * @param bins how many bins there are: the number of the best
 * @param value the number itself
 * @param cutTable the id of the table whose cuts part the bins
 */
public record MetricBin(
        String metric,
        @Between(min = 1, max = 20) int bin,
        @Between(min = 2, max = 20) int bins,
        BigDecimal value,
        String cutTable)
        implements Fact {

    public MetricBin {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(cutTable, "cutTable");
    }

    @Override
    public String factId() {
        return metric;
    }
}
