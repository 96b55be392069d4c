package io.drover.engine.rfm;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What is known of each customer while a file of purchases is read, and what is wrong with the file. Not thread-safe. */
final class Population {

    /** A purchase as its line says it, in text; what is missing is null or blank. */
    record Row(
            long line,
            @Nullable String customer,
            @Nullable String time,
            @Nullable String amount,
            @Nullable String currency,
            @Nullable String status) {}

    /** One customer's purchases so far. */
    private static final class Tally {
        private int purchases;
        private BigDecimal total = BigDecimal.ZERO;
        private LocalDate last = LocalDate.MIN;
    }

    private static final Set<String> NOT_COMPLETED = Set.of("refunded", "cancelled");

    private final CutTableComputation.Parameters parameters;
    private final LongConsumer progress;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final List<PopulationProblem> problems = new ArrayList<>();
    private long purchases;
    private long later;
    private long notCompleted;
    private long withoutAmount;

    Population(CutTableComputation.Parameters parameters, LongConsumer progress) {
        this.parameters = parameters;
        this.progress = progress;
    }

    /** Notes that {@code line} was read. */
    void lineRead(long line) {
        if (line % parameters.progressEvery() == 0) {
            progress.accept(line);
        }
    }

    /** Notes a problem; the last one that is allowed ends the reading. */
    void problem(long line, String message) throws BadPopulationException {
        if (problems.size() == parameters.problemLimit()) {
            throw new BadPopulationException(problems, true);
        }
        problems.add(new PopulationProblem(line, message));
    }

    /** Counts a purchase, unless something is wrong with its line. */
    void add(Row row) throws BadPopulationException {
        int before = problems.size();
        String customer = blankToNull(row.customer());
        if (customer == null) {
            problem(row.line(), "The customer's id is missing.");
        }
        Instant time = time(row);
        BigDecimal amount = amount(row);
        String currency = blankToNull(row.currency());
        if (currency != null && !currency.equals(parameters.currency())) {
            problem(
                    row.line(),
                    "The currency is \"" + currency + "\", but the table is for " + parameters.currency() + ".");
        }
        String status = blankToNull(row.status());
        if (status != null && !status.equals("completed") && !NOT_COMPLETED.contains(status)) {
            problem(row.line(), "The status \"" + status + "\" is none of completed, refunded, cancelled.");
        }
        if (problems.size() == before && customer != null && time != null) {
            count(customer, time, amount, status);
        }
    }

    private void count(String customer, Instant time, @Nullable BigDecimal amount, @Nullable String status) {
        if (status != null && NOT_COMPLETED.contains(status)) {
            notCompleted++;
            return;
        }
        if (time.isAfter(parameters.asOf())) {
            later++;
            return;
        }
        Tally tally = tallies.computeIfAbsent(customer, id -> new Tally());
        LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        tally.purchases++;
        tally.last = date.isAfter(tally.last) ? date : tally.last;
        purchases++;
        if (amount == null) {
            withoutAmount++;
        } else {
            tally.total = tally.total.add(amount);
        }
    }

    private @Nullable Instant time(Row row) throws BadPopulationException {
        String text = blankToNull(row.time());
        if (text == null) {
            problem(row.line(), "The date is missing.");
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            problem(
                    row.line(),
                    "\"" + text + "\" is no date; write it like 2026-01-31, or with a time like 2026-01-31T12:00:00Z.");
            return null;
        }
    }

    private @Nullable BigDecimal amount(Row row) throws BadPopulationException {
        String text = blankToNull(row.amount());
        if (text == null) {
            return null;
        }
        try {
            BigDecimal amount = new BigDecimal(text);
            if (Decimals.isOrdinary(amount)) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // reported below, with the numbers that are too long
        }
        problem(
                row.line(),
                "\"" + text + "\" is no amount; write a number like 1234.50, without separators and signs.");
        return null;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Throws what was found wrong, if anything was, or if no purchase counts. */
    void finish() throws BadPopulationException {
        if (problems.isEmpty() && tallies.isEmpty()) {
            problems.add(new PopulationProblem(
                    1,
                    "The file has no completed purchase up to " + parameters.asOf()
                            + ": there is nothing to compute."));
        }
        if (!problems.isEmpty()) {
            throw new BadPopulationException(problems, false);
        }
    }

    int customers() {
        return tallies.size();
    }

    long purchases() {
        return purchases;
    }

    /** Days since each customer's last purchase, ascending. */
    List<BigDecimal> recencies() {
        LocalDate today = LocalDate.ofInstant(parameters.asOf(), ZoneOffset.UTC);
        return ascending(tally -> BigDecimal.valueOf(ChronoUnit.DAYS.between(tally.last, today)));
    }

    /** Each customer's number of purchases, ascending. */
    List<BigDecimal> frequencies() {
        return ascending(tally -> BigDecimal.valueOf(tally.purchases));
    }

    /** Each customer's sum of amounts, ascending. */
    List<BigDecimal> totals() {
        return ascending(tally -> tally.total);
    }

    private List<BigDecimal> ascending(Function<Tally, BigDecimal> measure) {
        return tallies.values().stream().map(measure).sorted().toList();
    }

    /** What somebody who uses {@code table}, computed from this population, should know. */
    List<String> warnings(CutTable table) {
        List<String> warnings = new ArrayList<>();
        if (table.hasSmallPopulation()) {
            warnings.add("The cuts were computed over " + customers() + " customers; fewer than "
                    + CutTable.LEAST_POPULATION + " say little.");
        }
        warnOf(warnings, later, "later than " + parameters.asOf() + " and left out");
        warnOf(warnings, notCompleted, "refunded or cancelled and left out");
        warnOf(warnings, withoutAmount, "without an amount, which adds nothing to the customer's sum");
        warnOfEqual(warnings, "recency", table.cuts().recency());
        warnOfEqual(warnings, "frequency", table.cuts().frequency());
        warnOfEqual(warnings, "monetary", table.cuts().monetary());
        return warnings;
    }

    private static void warnOf(List<String> warnings, long count, String what) {
        if (count > 0) {
            warnings.add((count == 1 ? "1 purchase is " : count + " purchases are ") + what + ".");
        }
    }

    private static void warnOfEqual(List<String> warnings, String measure, List<BigDecimal> cuts) {
        if (Set.copyOf(cuts).size() < cuts.size()) {
            warnings.add("Some cuts of " + measure + " are equal, so that not every score from 1 to 5 is ever given.");
        }
    }
}
