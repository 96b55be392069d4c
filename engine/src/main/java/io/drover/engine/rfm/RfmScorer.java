package io.drover.engine.rfm;

import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scores a customer's purchases from 1 to 5 by the cuts of a table. */
public final class RfmScorer {

    /** Days are counted up to here, which is beyond all calendars. */
    private static final int FARTHEST_DAY = Integer.MAX_VALUE;

    private RfmScorer() {}

    /**
     * The scoring of the completed ones of {@code purchases} at or before {@code asOf}; their order does not matter. An amount
     * that is missing adds nothing, a currency that is missing is the table's.
     */
    public static RfmScoring score(Collection<Purchase> purchases, CutTable table, Instant asOf) {
        List<Purchase> counted = purchases.stream()
                .filter(purchase -> purchase.isCompleted() && !purchase.time().isAfter(asOf))
                .toList();
        Optional<Instant> last = counted.stream().map(Purchase::time).max(Comparator.naturalOrder());
        if (last.isEmpty()) {
            return new RfmScoring.NoPurchases();
        }
        List<String> foreign = counted.stream()
                .filter(purchase -> isForeign(purchase, table.currency()))
                .map(Purchase::id)
                .toList();
        if (!foreign.isEmpty()) {
            return new RfmScoring.ForeignCurrency(foreign);
        }
        return new RfmScoring.Scored(score(counted.size(), monetary(counted), last.get(), table, asOf));
    }

    private static boolean isForeign(Purchase purchase, String currency) {
        return purchase.amount() != null
                && purchase.currency() != null
                && !purchase.currency().equals(currency);
    }

    private static BigDecimal monetary(List<Purchase> counted) {
        return Decimals.plain(counted.stream()
                .map(Purchase::amount)
                .flatMap(Stream::ofNullable)
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static RfmScore score(int frequency, BigDecimal monetary, Instant last, CutTable table, Instant asOf) {
        LocalDate lastDate = utcDate(last);
        LocalDate today = utcDate(asOf);
        int recencyDays = (int) Math.min(ChronoUnit.DAYS.between(lastDate, today), FARTHEST_DAY);
        CutTable.Cuts cuts = table.cuts();
        RfmScore.Flips flips = new RfmScore.Flips(
                recencyScoreFalls(cuts.recency(), recencyDays, lastDate), midnight(today.plusDays(1)));
        return new RfmScore(
                6 - bin(cuts.recency(), BigDecimal.valueOf(recencyDays)),
                bin(cuts.frequency(), BigDecimal.valueOf(frequency)),
                bin(cuts.monetary(), monetary),
                recencyDays,
                frequency,
                monetary,
                asOf,
                table.id(),
                flips,
                null);
    }

    /** The number of the bin, 1 to 5, that {@code value} lies in; a value equal to a cut belongs above it. */
    static int bin(List<BigDecimal> cuts, BigDecimal value) {
        return 1 + (int) cuts.stream().filter(cut -> cut.compareTo(value) <= 0).count();
    }

    /** The midnight at which the days since {@code lastDate} reach the next cut; null where no cut is left. */
    private static @Nullable Instant recencyScoreFalls(List<BigDecimal> cuts, int recencyDays, LocalDate lastDate) {
        return cuts.stream()
                .filter(cut -> cut.compareTo(BigDecimal.valueOf(recencyDays)) > 0)
                .findFirst()
                .filter(cut -> cut.compareTo(BigDecimal.valueOf(FARTHEST_DAY)) <= 0)
                .map(cut -> midnight(
                        lastDate.plusDays(cut.setScale(0, RoundingMode.CEILING).longValueExact())))
                .orElse(null);
    }

    private static LocalDate utcDate(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
