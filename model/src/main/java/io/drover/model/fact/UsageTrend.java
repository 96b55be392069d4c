package io.drover.model.fact;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Product usage of the latest complete period beside that of the period of equal length before it, summed over features.
 * The engine derives it from the {@link Usage} facts; applications do not post it. Both counts are above zero where there
 * is a trend at all, except that {@code latest} may be zero.
 *
 * @param latest uses in the latest complete period
 * @param previous uses in the period before it
 */
public record UsageTrend(
        @Between(min = 0, max = Long.MAX_VALUE) long latest,
        @Between(min = 1, max = Long.MAX_VALUE) long previous) implements Fact {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * The trend of {@code usages}, all of which are complete. Rows without a count or a period are passed over; of several
     * periods that end together the shortest counts. Empty where there is no period before, or nothing was used in it.
     */
    public static Optional<UsageTrend> of(Collection<Usage> usages) {
        return usages.stream()
                .filter(usage -> usage.count() != null && usage.periodStart() != null && usage.periodEnd() != null)
                .map(usage -> new Period(
                        Objects.requireNonNull(usage.periodStart()), Objects.requireNonNull(usage.periodEnd())))
                .filter(period -> period.start().isBefore(period.end()))
                .max(Comparator.comparing(Period::end).thenComparing(Period::start))
                .flatMap(period -> between(sum(usages, period), sum(usages, period.before())));
    }

    private static Optional<UsageTrend> between(@Nullable Long latest, @Nullable Long previous) {
        return latest == null || previous == null || previous == 0
                ? Optional.empty()
                : Optional.of(new UsageTrend(latest, previous));
    }

    private static @Nullable Long sum(Collection<Usage> usages, Period period) {
        Long sum = null;
        for (Usage usage : usages) {
            Long count = usage.count();
            if (count != null
                    && period.start().equals(usage.periodStart())
                    && period.end().equals(usage.periodEnd())) {
                sum = (sum == null ? 0 : sum) + count;
            }
        }
        return sum;
    }

    /** Whether usage rose by at least {@code percent} of the period before. */
    public boolean grewBy(Number percent) {
        return percentOfPrevious().compareTo(share(HUNDRED.add(new BigDecimal(percent.toString())))) >= 0;
    }

    /** Whether usage fell by at least {@code percent} of the period before. */
    public boolean fellBy(Number percent) {
        return percentOfPrevious().compareTo(share(HUNDRED.subtract(new BigDecimal(percent.toString())))) <= 0;
    }

    private BigDecimal percentOfPrevious() {
        return BigDecimal.valueOf(latest).multiply(HUNDRED);
    }

    private BigDecimal share(BigDecimal percent) {
        return BigDecimal.valueOf(previous).multiply(percent);
    }

    private record Period(Instant start, Instant end) {
        Period before() {
            return new Period(start.minus(Duration.between(start, end)), start);
        }
    }
}
