package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scores what a customer bought and did from 1 to 5 by the definition and the cuts of a table. */
public final class RfmScorer {

    /** Days are counted up to here, which is beyond all calendars. */
    private static final int FARTHEST_DAY = Integer.MAX_VALUE;

    private final CutTable table;
    private final LookBack lookBack;
    private final List<Purchase> purchases;
    private final List<Instant> events;

    private RfmScorer(Collection<Purchase> allPurchases, Collection<Signal> allSignals, CutTable table, Instant asOf) {
        CutTable.Definition definition = Objects.requireNonNull(table.definition(), "definition");
        this.table = table;
        this.lookBack = LookBack.of(definition, asOf);
        this.purchases = allPurchases.stream()
                .filter(purchase -> purchase.isCompleted() && lookBack.covers(purchase.time()))
                .sorted(Comparator.comparing(Purchase::time).thenComparing(Purchase::id))
                .toList();
        Stream<Instant> counted = definition.isOfEngagement()
                ? allSignals.stream()
                        .filter(Signal::isEngagement)
                        .map(Signal::time)
                        .filter(lookBack::covers)
                : purchases.stream().map(Purchase::time);
        this.events = counted.sorted().toList();
    }

    /**
     * The scoring by {@code table}, which is one of recency, frequency and monetary value, of what happened at or before
     * {@code asOf} and within the table's look-back; the order of purchases and signals does not matter. An amount that is
     * missing adds nothing, a currency that is missing is the table's.
     */
    public static RfmScoring score(
            Collection<Purchase> purchases, Collection<Signal> signals, CutTable table, Instant asOf) {
        return new RfmScorer(purchases, signals, table, asOf).score();
    }

    private RfmScoring score() {
        if (events.isEmpty()) {
            return new RfmScoring.NothingToScore();
        }
        List<Purchase> foreign = purchases.stream().filter(this::isForeign).toList();
        if (!foreign.isEmpty()) {
            Instant last = foreign.get(foreign.size() - 1).time();
            return new RfmScoring.ForeignCurrency(
                    foreign.stream().map(Purchase::id).toList(), lookBack.leaves(last));
        }
        Instant last = events.get(events.size() - 1);
        return new RfmScoring.Scored(score(last), lookBack.leaves(last));
    }

    private boolean isForeign(Purchase purchase) {
        return purchase.amount() != null
                && purchase.currency() != null
                && !purchase.currency().equals(table.currency());
    }

    private RfmScore score(Instant last) {
        LocalDate lastDate = utcDate(last);
        LocalDate today = utcDate(lookBack.asOf());
        int recencyDays = (int) Math.min(ChronoUnit.DAYS.between(lastDate, today), FARTHEST_DAY);
        List<@Nullable BigDecimal> monetary = monetaryFromEach();
        List<Instant> bought = purchases.stream().map(Purchase::time).toList();
        RfmScore.Flips flips = new RfmScore.Flips(
                recencyScoreFalls(recencyDays, lastDate),
                changes(events, gone -> frequencyScore(events.size() - gone)),
                changes(bought, gone -> monetaryScore(monetary.get(gone))),
                midnight(today.plusDays(1)),
                lookBack.leaves(events.get(0)),
                changes(bought, monetary::get));
        return new RfmScore(
                CutTable.SCORES + 1 - table.bin(CutMeasure.RECENCY, BigDecimal.valueOf(recencyDays)),
                frequencyScore(events.size()),
                monetaryScore(monetary.get(0)),
                recencyDays,
                events.size(),
                monetary.get(0),
                lookBack.asOf(),
                table.id(),
                flips,
                null);
    }

    private int frequencyScore(int frequency) {
        return table.bin(CutMeasure.FREQUENCY, BigDecimal.valueOf(frequency));
    }

    private @Nullable Integer monetaryScore(@Nullable BigDecimal value) {
        return value == null ? null : table.bin(CutMeasure.MONETARY, value);
    }

    /** The monetary value of all purchases, of those but the first, and so on; the last is that of none. */
    private List<@Nullable BigDecimal> monetaryFromEach() {
        BigDecimal total = BigDecimal.ZERO;
        int priced = 0;
        List<@Nullable BigDecimal> values = new ArrayList<>(purchases.size() + 1);
        values.add(lookBack.monetary(total, priced));
        for (int i = purchases.size() - 1; i >= 0; i--) {
            BigDecimal amount = purchases.get(i).amount();
            if (amount != null) {
                total = total.add(amount);
                priced++;
            }
            values.add(lookBack.monetary(total, priced));
        }
        Collections.reverse(values);
        return values;
    }

    /**
     * The instant at which an answer changes because what happened at {@code times}, ascending, leaves the look-back one after the
     * other; null: never.
     *
     * @param answer when so many are gone
     */
    private @Nullable Instant changes(List<Instant> times, IntFunction<@Nullable Object> answer) {
        Object now = answer.apply(0);
        for (int gone = 1; gone <= times.size(); gone++) {
            Instant left = times.get(gone - 1);
            boolean isLastOfItsTime = gone == times.size() || !times.get(gone).equals(left);
            if (isLastOfItsTime && !Objects.equals(now, answer.apply(gone))) {
                return lookBack.leaves(left);
            }
        }
        return null;
    }

    /** The midnight at which the days since {@code lastDate} come into the next bin; null where none is left. */
    private @Nullable Instant recencyScoreFalls(int recencyDays, LocalDate lastDate) {
        int bin = table.bin(CutMeasure.RECENCY, BigDecimal.valueOf(recencyDays));
        List<BigDecimal> cuts = table.cutsOf(CutMeasure.RECENCY);
        if (bin > cuts.size()) {
            return null;
        }
        BigDecimal cut = cuts.get(bin - 1);
        if (cut.compareTo(BigDecimal.valueOf(FARTHEST_DAY)) > 0) {
            return null;
        }
        long days = table.method().closesBinsAbove()
                ? cut.setScale(0, RoundingMode.FLOOR).longValueExact() + 1
                : cut.setScale(0, RoundingMode.CEILING).longValueExact();
        return midnight(lastDate.plusDays(days));
    }

    private static LocalDate utcDate(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
