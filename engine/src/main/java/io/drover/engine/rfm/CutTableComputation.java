package io.drover.engine.rfm;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes a cut table by the method {@code quantile7-plus1} from the purchases of a whole population, read once from the
 * first to the last line. What is kept in memory grows with the customers, not with their purchases.
 */
public final class CutTableComputation {

    private CutTableComputation() {}

    /**
     * What to compute.
     *
     * @param asOf recency is measured up to here; later purchases are left out
     * @param currency of the amounts, an ISO 4217 code; a purchase that says otherwise is a problem
     * @param columns of a CSV file
     * @param progressEvery so many lines
     * @param problemLimit how many problems end the reading
     * @param description for people, kept in the table; null: none
     */
    public record Parameters(
            Instant asOf,
            String currency,
            Columns columns,
            int progressEvery,
            int problemLimit,
            @Nullable String description) {

        public Parameters {
            if (!CutTable.isCurrencyCode(currency)) {
                throw new IllegalArgumentException("currency: three capital letters such as USD are wanted");
            }
            if (progressEvery < 1 || problemLimit < 1) {
                throw new IllegalArgumentException("progressEvery and problemLimit: 1 is the least");
            }
        }

        /** The usual columns, progress every 100,000 lines and at most 100 problems. */
        public static Parameters of(Instant asOf, String currency) {
            return new Parameters(asOf, currency, Columns.defaults(), 100_000, 100, null);
        }

        /** The same with other columns. */
        public Parameters withColumns(Columns other) {
            return new Parameters(asOf, currency, other, progressEvery, problemLimit, description);
        }

        /** The same with a description. */
        public Parameters withDescription(String text) {
            return new Parameters(asOf, currency, columns, progressEvery, problemLimit, text);
        }
    }

    /**
     * The names that a column may have in the header, capitals aside; the first one found counts. The columns {@code currency}
     * and {@code status} are read where they are there.
     */
    public record Columns(List<String> customer, List<String> date, List<String> amount) {

        public Columns {
            customer = List.copyOf(customer);
            date = List.copyOf(date);
            amount = List.copyOf(amount);
        }

        /** The names that are tried where none are given. */
        public static Columns defaults() {
            return new Columns(
                    List.of("customer_id"),
                    List.of("order_date", "purchase_date", "date", "time"),
                    List.of("revenue_usd", "amount", "amount_usd", "revenue"));
        }
    }

    /**
     * What was computed.
     *
     * @param customers with at least one purchase that counts
     * @param purchases that count
     * @param warnings sentences about what somebody who uses the table should know
     */
    public record Result(CutTable table, int customers, long purchases, List<String> warnings) {

        public Result {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The table for purchases in a CSV file in UTF-8, with a header and one purchase a line.
     *
     * @param progress is told the number of lines read so far
     * @throws BadPopulationException if lines cannot be understood, or no purchase counts
     * @throws IOException if reading fails
     */
    public static Result ofCsv(InputStream csv, Parameters parameters, LongConsumer progress)
            throws BadPopulationException, IOException {
        Population population = new Population(parameters, progress);
        PurchaseCsv.read(csv, parameters.columns(), population);
        return result(population, parameters);
    }

    /** The table for purchases in decision requests for customers, one a line (NDJSON); otherwise as {@link #ofCsv}. */
    public static Result ofRequests(InputStream ndjson, Parameters parameters, LongConsumer progress)
            throws BadPopulationException, IOException {
        Population population = new Population(parameters, progress);
        PurchaseRequests.read(ndjson, population);
        return result(population, parameters);
    }

    private static Result result(Population population, Parameters parameters) throws BadPopulationException {
        population.finish();
        List<BigDecimal> fifths = CutTable.FIFTHS;
        CutTable table = new CutTable(
                        "",
                        CutTable.METRIC,
                        CutTable.Definition.TOTAL_OF_PURCHASES,
                        CutTable.QUANTILE7_PLUS1,
                        fifths,
                        new CutTable.Cuts(
                                Quantiles.plusOne(population.recencies(), fifths),
                                Quantiles.plusOne(population.frequencies(), fifths),
                                Quantiles.plusOne(population.totals(), fifths)),
                        population.customers(),
                        parameters.asOf(),
                        parameters.currency(),
                        parameters.description())
                .withContentId();
        return new Result(table, population.customers(), population.purchases(), population.warnings(table));
    }
}
