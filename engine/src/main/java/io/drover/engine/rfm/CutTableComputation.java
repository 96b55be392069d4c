package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Computes a cut table from a whole population, read once from the first to the last line. What is kept in memory grows with
 * the subjects, not with what they did.
 */
public final class CutTableComputation {

    private CutTableComputation() {}

    /**
     * How a file is read.
     *
     * @param columns of a CSV file
     * @param progressEvery so many lines
     * @param problemLimit how many problems end the reading
     */
    public record FileOptions(Columns columns, int progressEvery, int problemLimit) {

        public FileOptions {
            if (progressEvery < 1 || problemLimit < 1) {
                throw new IllegalArgumentException("progressEvery and problemLimit: 1 is the least");
            }
        }

        /** Progress every 100,000 lines and at most 100 problems. */
        public static FileOptions of(Columns columns) {
            return new FileOptions(columns, 100_000, 100);
        }
    }

    /**
     * The names that a column may have in the header, capitals aside; the first one found counts. The columns {@code currency}
     * and {@code status} are read where they are there, and {@code type} where engagement is counted.
     *
     * @param amount of a purchase, or the value of the metric
     */
    public record Columns(List<String> subject, List<String> date, List<String> amount) {

        public Columns {
            subject = List.copyOf(subject);
            date = List.copyOf(date);
            amount = List.copyOf(amount);
        }

        /** The names that are tried where none are given. */
        public static Columns defaults(CutTableParameters parameters) {
            if (parameters.isRfm()) {
                return new Columns(
                        List.of("customer_id"),
                        List.of("order_date", "purchase_date", "date", "time"),
                        List.of("revenue_usd", "amount", "amount_usd", "revenue"));
            }
            Metric metric = Metric.of(parameters.metric()).orElseThrow();
            String snake = metric.field().replaceAll("([a-z])([A-Z])", "$1_$2");
            return new Columns(
                    List.of(metric.kind().word() + "_id", "id"), List.of(), List.of(metric.field(), snake, "value"));
        }
    }

    /**
     * What was computed.
     *
     * @param subjects that count
     * @param events purchases or signals of theirs that count
     * @param cells how many customers have each combination of scores; empty where the table is of one metric
     * @param warnings about what somebody who uses the table should know
     */
    public record Result(
            CutTable table,
            int subjects,
            long events,
            SortedMap<RfmCell, Integer> cells,
            List<CutTableWarnings.Warning> warnings) {

        public Result {
            cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The table for a CSV file in UTF-8, with a header, and a line for each purchase or signal, or for each subject.
     *
     * @param progress is told the number of lines read so far
     * @throws BadPopulationException if lines cannot be understood, or nothing counts
     * @throws IOException if reading fails
     */
    public static Result ofCsv(
            InputStream csv, CutTableParameters parameters, FileOptions options, LongConsumer progress)
            throws BadPopulationException, IOException {
        PopulationRows rows = new PopulationRows(population(parameters), options, progress);
        PopulationCsv.read(csv, options.columns(), rows);
        return result(rows, parameters);
    }

    /** The table for subjects in decision requests, one a line (NDJSON); otherwise as {@link #ofCsv}. */
    public static Result ofRequests(
            InputStream ndjson, CutTableParameters parameters, FileOptions options, LongConsumer progress)
            throws BadPopulationException, IOException {
        PopulationRows rows = new PopulationRows(population(parameters), options, progress);
        PopulationRequests.read(ndjson, rows, parameters);
        return result(rows, parameters);
    }

    /**
     * The table for subjects as they are. Where the metric is a field, each of them is of its kind, and none is there twice.
     *
     * @throws BadPopulationException if nothing counts
     */
    public static Result ofSubjects(List<DecisionRequest> subjects, CutTableParameters parameters)
            throws BadPopulationException {
        Population population = population(parameters);
        subjects.forEach(subject -> add(subject, population));
        return result(population, parameters);
    }

    private static void add(DecisionRequest request, Population population) {
        String id = request.subject().id();
        if (population instanceof RfmPopulation customers) {
            request.purchases()
                    .forEach(purchase -> customers.purchase(
                            id, purchase.time(), purchase.amount(), purchase.currency(), purchase.isCompleted()));
            request.signals().forEach(signal -> customers.signal(id, signal.time(), signal.isEngagement()));
        } else if (population instanceof MetricPopulation values) {
            Fact subject = request.account() == null ? request.customer() : request.account();
            values.value(id, values.metric().value(Objects.requireNonNull(subject)), Metric.currency(subject));
        }
    }

    private static Population population(CutTableParameters parameters) {
        return parameters.isRfm() ? new RfmPopulation(parameters) : new MetricPopulation(parameters);
    }

    private static Result result(PopulationRows rows, CutTableParameters parameters) throws BadPopulationException {
        rows.finish();
        return result(rows.population(), parameters);
    }

    private static Result result(Population population, CutTableParameters parameters) throws BadPopulationException {
        Map<CutMeasure, List<BigDecimal>> measures = population.measures();
        boolean isFixed = parameters.method() == CutMethod.FIXED;
        if (!isFixed && measures.values().stream().anyMatch(List::isEmpty)) {
            boolean hasAny = population.subjects() > 0;
            throw new BadPopulationException(
                    List.of(new PopulationProblem(
                            1,
                            "The population has no " + (hasAny ? "amount of a purchase" : population.wanted())
                                    + ": there is nothing to compute.")),
                    false);
        }
        Map<CutMeasure, List<BigDecimal>> cuts = new EnumMap<>(CutMeasure.class);
        measures.forEach((measure, ascending) -> cuts.put(
                measure,
                isFixed
                        ? parameters.cuts().getOrDefault(measure, List.of())
                        : CutMethods.cuts(parameters.method(), parameters.probabilities(), ascending)));
        CutTable withoutBins = parameters.table(cuts, population.subjects(), Map.of());
        Map<CutMeasure, List<Integer>> empty = population.subjects() == 0 ? Map.of() : emptyBins(withoutBins, measures);
        CutTable table = parameters.table(cuts, population.subjects(), empty);
        List<CutTableWarnings.Warning> warnings = new ArrayList<>(CutTableWarnings.of(table));
        warnings.addAll(population.warnings());
        SortedMap<RfmCell, Integer> cells =
                population instanceof RfmPopulation customers ? customers.cells(table) : new TreeMap<>();
        return new Result(table, population.subjects(), population.events(), cells, warnings);
    }

    private static Map<CutMeasure, List<Integer>> emptyBins(
            CutTable table, Map<CutMeasure, List<BigDecimal>> measures) {
        Map<CutMeasure, List<Integer>> empty = new EnumMap<>(CutMeasure.class);
        measures.forEach((measure, values) -> {
            TreeSet<Integer> bins = new TreeSet<>();
            for (int bin = 1; bin <= table.cutsOf(measure).size() + 1; bin++) {
                bins.add(bin);
            }
            values.forEach(value -> bins.remove(table.bin(measure, value)));
            if (!bins.isEmpty()) {
                empty.put(measure, List.copyOf(bins));
            }
        });
        return empty;
    }
}
