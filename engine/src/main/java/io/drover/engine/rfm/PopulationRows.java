package io.drover.engine.rfm;

import io.drover.model.fact.Signal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a file, in text, into a population, and notes what is wrong with them. Not thread-safe. */
final class PopulationRows {

    /** What a row says; what is missing is null or blank. */
    record Row(
            long line,
            @Nullable String subject,
            @Nullable String time,
            @Nullable String amount,
            @Nullable String currency,
            @Nullable String status,
            @Nullable String type) {}

    /** The type of a row that is no signal. */
    static final String PURCHASE = "purchase";

    private static final Set<String> NOT_COMPLETED = Set.of("refunded", "cancelled");

    private final Population population;
    private final CutTableComputation.FileOptions options;
    private final LongConsumer progress;
    private final List<PopulationProblem> problems = new ArrayList<>();

    PopulationRows(Population population, CutTableComputation.FileOptions options, LongConsumer progress) {
        this.population = population;
        this.options = options;
        this.progress = progress;
    }

    Population population() {
        return population;
    }

    /** Notes that {@code line} was read. */
    void lineRead(long line) {
        if (line % options.progressEvery() == 0) {
            progress.accept(line);
        }
    }

    /** Notes a problem; the last one that is allowed ends the reading. */
    void problem(long line, String message) throws BadPopulationException {
        if (problems.size() == options.problemLimit()) {
            throw new BadPopulationException(problems, true);
        }
        problems.add(new PopulationProblem(line, message));
    }

    /** Throws what was found wrong, if anything was. */
    void finish() throws BadPopulationException {
        if (!problems.isEmpty()) {
            throw new BadPopulationException(problems, false);
        }
    }

    /** Counts a row, unless something is wrong with it. */
    void add(Row row) throws BadPopulationException {
        int before = problems.size();
        String subject = blankToNull(row.subject());
        if (subject == null) {
            problem(
                    row.line(),
                    "The " + (population instanceof RfmPopulation ? "customer" : "subject") + "'s id is missing.");
        }
        if (population instanceof RfmPopulation customers) {
            addEvent(row, subject, customers, before);
        } else if (population instanceof MetricPopulation values) {
            addValue(row, subject, values, before);
        }
    }

    private void addEvent(Row row, @Nullable String customer, RfmPopulation customers, int before)
            throws BadPopulationException {
        Instant time = time(row);
        String type = blankToNull(row.type());
        boolean isPurchase = type == null || type.equals(PURCHASE);
        BigDecimal amount = isPurchase ? number(row, "amount") : null;
        String status = isPurchase ? blankToNull(row.status()) : null;
        if (status != null && !status.equals("completed") && !NOT_COMPLETED.contains(status)) {
            problem(row.line(), "The status \"" + shown(status) + "\" is none of completed, refunded, cancelled.");
        }
        if (problems.size() == before && customer != null && time != null) {
            if (type == null || isPurchase) {
                boolean isCompleted = status == null || status.equals("completed");
                customers.purchase(customer, time, amount, blankToNull(row.currency()), isCompleted);
            } else {
                customers.signal(customer, time, Signal.isEngagementType(type));
            }
        }
    }

    private void addValue(Row row, @Nullable String subject, MetricPopulation values, int before)
            throws BadPopulationException {
        BigDecimal value = number(row, "number");
        if (problems.size() == before
                && subject != null
                && !values.value(subject, value, blankToNull(row.currency()))) {
            problem(row.line(), "The subject \"" + shown(subject) + "\" is there already.");
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
                    "\"" + shown(text)
                            + "\" is no date; write it like 2026-01-31, or with a time like 2026-01-31T12:00:00Z.");
            return null;
        }
    }

    private @Nullable BigDecimal number(Row row, String word) throws BadPopulationException {
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
                "\"" + shown(text) + "\" is no " + word
                        + "; write a number like 1234.50, without separators and signs.");
        return null;
    }

    /** The beginning of a text that may be of any length. */
    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
