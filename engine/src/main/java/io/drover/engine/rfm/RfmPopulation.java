package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The purchases and engagement signals of each customer so far; memory grows with the customers, not with what they did. */
final class RfmPopulation implements Population {

    /** What one customer did so far. */
    private static final class Tally {
        private int events;
        private LocalDate last = LocalDate.MIN;
        private int priced;
        private BigDecimal total = BigDecimal.ZERO;
        private boolean isForeign;

        void event(Instant time) {
            LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
            events++;
            last = date.isAfter(last) ? date : last;
        }
    }

    private final CutTableParameters parameters;
    private final boolean ofEngagement;
    private final LookBack lookBack;
    private final Map<String, Tally> tallies = new HashMap<>();
    private long later;
    private long signals;
    private long notCompleted;
    private long withoutAmount;

    RfmPopulation(CutTableParameters parameters) {
        CutTable.Definition definition = Objects.requireNonNull(parameters.definition());
        this.parameters = parameters;
        this.ofEngagement = definition.isOfEngagement();
        this.lookBack = LookBack.of(definition, parameters.asOf());
    }

    boolean isOfEngagement() {
        return ofEngagement;
    }

    void purchase(
            String customer,
            Instant time,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            boolean isCompleted) {
        if (!isCompleted) {
            notCompleted++;
            return;
        }
        if (time.isAfter(parameters.asOf())) {
            later++;
            return;
        }
        if (!lookBack.covers(time)) {
            return;
        }
        Tally tally = tally(customer);
        if (!ofEngagement) {
            tally.event(time);
        }
        if (amount == null) {
            withoutAmount++;
        } else {
            tally.priced++;
            tally.total = tally.total.add(amount);
            tally.isForeign |= currency != null && !currency.equals(parameters.currency());
        }
    }

    void signal(String customer, Instant time, boolean isEngagement) {
        if (!ofEngagement) {
            signals++;
        } else if (isEngagement && time.isAfter(parameters.asOf())) {
            later++;
        } else if (isEngagement && lookBack.covers(time)) {
            tally(customer).event(time);
        }
    }

    private Tally tally(String customer) {
        return tallies.computeIfAbsent(customer, id -> new Tally());
    }

    private Collection<Tally> counted() {
        return tallies.values().stream()
                .filter(tally -> tally.events > 0 && !tally.isForeign)
                .toList();
    }

    @Override
    public int subjects() {
        return counted().size();
    }

    @Override
    public long events() {
        return counted().stream().mapToLong(tally -> tally.events).sum();
    }

    @Override
    public Map<CutMeasure, List<BigDecimal>> measures() {
        LocalDate today = LocalDate.ofInstant(parameters.asOf(), ZoneOffset.UTC);
        Collection<Tally> counted = counted();
        return CutTable.cuts(
                ascending(counted, tally -> BigDecimal.valueOf(ChronoUnit.DAYS.between(tally.last, today))),
                ascending(counted, tally -> BigDecimal.valueOf(tally.events)),
                ascending(counted, tally -> lookBack.monetary(tally.total, tally.priced)));
    }

    private static List<BigDecimal> ascending(
            Collection<Tally> tallies, Function<Tally, @Nullable BigDecimal> measure) {
        List<BigDecimal> values = new ArrayList<>(tallies.size());
        for (Tally tally : tallies) {
            BigDecimal value = measure.apply(tally);
            if (value != null) {
                values.add(value);
            }
        }
        values.sort(null);
        return values;
    }

    @Override
    public List<CutTableWarnings.Warning> warnings() {
        List<CutTableWarnings.Warning> warnings = new ArrayList<>();
        String asOf = "later than " + parameters.asOf() + " and left out.";
        String events = ofEngagement ? "event" : "purchase";
        Population.warn(warnings, "left-out", later, events + " is " + asOf, events + "s are " + asOf);
        String status = "refunded or cancelled and left out.";
        Population.warn(warnings, "left-out", notCompleted, "purchase is " + status, "purchases are " + status);
        String type = "of another type than " + PopulationRows.PURCHASE + " and left out.";
        Population.warn(warnings, "left-out", signals, "line is " + type, "lines are " + type);
        String amount = "without an amount, which adds nothing to what the customer spent.";
        Population.warn(warnings, "missing-amount", withoutAmount, "purchase is " + amount, "purchases are " + amount);
        long foreign =
                tallies.values().stream().filter(tally -> tally.isForeign).count();
        String currency = "bought in another currency than " + parameters.currency() + " and ";
        Population.warn(
                warnings,
                "foreign-currency",
                foreign,
                "customer " + currency + "is left out.",
                "customers " + currency + "are left out.");
        return warnings;
    }

    /** How many customers have each combination of scores by {@code table}. */
    SortedMap<RfmCell, Integer> cells(CutTable table) {
        LocalDate today = LocalDate.ofInstant(parameters.asOf(), ZoneOffset.UTC);
        SortedMap<RfmCell, Integer> cells = new TreeMap<>();
        for (Tally tally : counted()) {
            BigDecimal monetary = lookBack.monetary(tally.total, tally.priced);
            if (monetary != null) {
                BigDecimal recency = BigDecimal.valueOf(ChronoUnit.DAYS.between(tally.last, today));
                RfmCell cell = new RfmCell(
                        CutTable.SCORES + 1 - table.bin(CutMeasure.RECENCY, recency),
                        table.bin(CutMeasure.FREQUENCY, BigDecimal.valueOf(tally.events)),
                        table.bin(CutMeasure.MONETARY, monetary));
                cells.merge(cell, 1, Integer::sum);
            }
        }
        return cells;
    }

    @Override
    public String wanted() {
        String counted = ofEngagement ? "engagement signal" : "completed purchase";
        return counted + (lookBack.length() == null ? "" : " within the look-back") + " up to " + parameters.asOf();
    }
}
