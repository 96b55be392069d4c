package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTable.Definition;
import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a cut table and the parameters of one have in common. What is wrong is reported; where something is, what is
 * read means nothing. A metric or a method that is unknown does not keep the other fields from being checked, as far as they do
 * not depend on it.
 */
final class CutTableFields {

    static final List<String> NAMES = List.of(
            "metric", "definition", "method", "probabilities", "cuts", "currency", "description", "leastPopulation");

    private static final int MOST_CUTS = 19;
    private static final int MOST_DECIMALS = 8;

    private final JsonFields fields;
    private final boolean isTable;

    private CutTableFields(JsonFields fields, boolean isTable) {
        this.fields = fields;
        this.isTable = isTable;
    }

    /** What {@code fields}, of a table or of parameters, say; {@code instant} is the name of the field of asOf. */
    static @Nullable CutTableParameters read(JsonFields fields, boolean isTable, String instant) {
        return new CutTableFields(fields, isTable).read(instant);
    }

    private @Nullable CutTableParameters read(String instant) {
        String metric = metric();
        CutMethod method = method();
        Instant asOf = fields.instant(instant);
        Integer least = fields.has("leastPopulation") ? fields.count("leastPopulation", 0) : null;
        String description = fields.textOrNull("description");
        Definition definition = definition(metric);
        List<BigDecimal> probabilities = probabilities(method, metric);
        Map<CutMeasure, List<BigDecimal>> cuts = cuts(method, metric, probabilities);
        String currency = currency(metric);
        return metric == null || method == null || asOf == null || probabilities == null || cuts == null
                ? null
                : new CutTableParameters(
                        asOf,
                        metric,
                        definition,
                        method,
                        probabilities,
                        cuts,
                        currency,
                        description,
                        Objects.requireNonNullElse(least, CutTable.LEAST_POPULATION));
    }

    private @Nullable CutMethod method() {
        String method = fields.choice(
                "method", Stream.of(CutMethod.values()).map(CutMethod::key).toList(), "There are");
        return method == null ? null : CutMethod.of(method).orElseThrow();
    }

    private @Nullable String metric() {
        String metric = fields.text("metric");
        if (metric == null || metric.equals(CutTable.RFM) || Metric.of(metric).isPresent()) {
            return metric;
        }
        Set<String> known = new TreeSet<>(Metric.names());
        known.add(CutTable.RFM);
        return fields.choice("metric", known, "Besides attributes, as in account.attributes.healthScore, there are");
    }

    private static boolean isRfm(@Nullable String metric) {
        return CutTable.RFM.equals(metric);
    }

    private @Nullable Definition definition(@Nullable String metric) {
        if (metric != null && !isRfm(metric)) {
            refuseIfThere("definition", "A table of one metric has no definition of purchases or engagement.");
            return null;
        }
        if ((!isTable || metric == null) && !fields.has("definition")) {
            return Definition.TOTAL_OF_PURCHASES;
        }
        JsonFields object = fields.object("definition");
        if (object == null) {
            return null;
        }
        object.onlyKnown(List.of("events", "monetary", "lookBack"));
        String events = choice(object, "events", List.of(Definition.PURCHASES, Definition.ENGAGEMENT));
        String monetary = choice(object, "monetary", List.of(Definition.TOTAL, Definition.PER_PURCHASE));
        return new Definition(
                Objects.requireNonNullElse(events, Definition.PURCHASES),
                Objects.requireNonNullElse(monetary, Definition.TOTAL),
                lookBack(object));
    }

    private @Nullable String choice(JsonFields object, String name, List<String> allowed) {
        return isTable || object.has(name) ? object.choice(name, allowed, "There are") : null;
    }

    private static @Nullable String lookBack(JsonFields object) {
        String lookBack = object.textOrNull("lookBack");
        if (lookBack != null && !isPositiveDuration(lookBack)) {
            object.report(
                    "lookBack",
                    "wrong-duration",
                    "The look-back is no duration.",
                    "Write a number and d, h, m or s, as in 365d, or null for all that ever happened.");
        }
        return lookBack;
    }

    /** Whether {@code text} is a duration longer than none. */
    static boolean isPositiveDuration(String text) {
        return Durations.isDuration(text) && !Durations.parse(text).isZero();
    }

    private void refuseIfThere(String name, String message) {
        if (fields.has(name)) {
            fields.report(name, "unexpected-field", message, "Remove it.");
        }
    }

    private @Nullable List<BigDecimal> probabilities(@Nullable CutMethod method, @Nullable String metric) {
        boolean isNeeded = method != null && method.isOfProbabilities();
        boolean canBeLeftOut = !isTable && (!isNeeded || metric == null || isRfm(metric));
        if (canBeLeftOut && !fields.has("probabilities")) {
            return isNeeded ? CutTable.FIFTHS : List.of();
        }
        List<BigDecimal> given = fields.numbers("probabilities");
        if (given == null) {
            return null;
        }
        List<BigDecimal> probabilities = given.stream().map(CutTable::plain).toList();
        if (method != null && metric != null) {
            remedyOfProbabilities(method, isRfm(metric), probabilities)
                    .ifPresent(remedy -> fields.report(
                            "probabilities",
                            "bad-probabilities",
                            "The probabilities do not belong to the method " + method.key() + ".",
                            remedy));
        }
        return probabilities;
    }

    /** What to do about probabilities that do not fit; empty where they do. */
    private static Optional<String> remedyOfProbabilities(
            CutMethod method, boolean rfm, List<BigDecimal> probabilities) {
        if (!method.isOfProbabilities()) {
            return probabilities.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Write an empty list: this method needs none.");
        }
        if (rfm && method == CutMethod.QUANTILE7_PLUS1) {
            return probabilities.equals(CutTable.FIFTHS)
                    ? Optional.empty()
                    : Optional.of("Write [0.2, 0.4, 0.6, 0.8].");
        }
        boolean fits = rfm
                ? probabilities.size() == CutTable.SCORES - 1
                : !probabilities.isEmpty() && probabilities.size() <= MOST_CUTS;
        for (int i = 0; i < probabilities.size(); i++) {
            BigDecimal p = probabilities.get(i);
            fits &= p.signum() > 0 && p.compareTo(BigDecimal.ONE) < 0 && p.scale() <= MOST_DECIMALS;
            fits &= i == 0 || p.compareTo(probabilities.get(i - 1)) > 0;
        }
        return fits
                ? Optional.empty()
                : Optional.of(
                        rfm
                                ? "Write four numbers between 0 and 1, ascending and with at most " + MOST_DECIMALS
                                        + " decimals, such as [0.2, 0.4, 0.6, 0.8]."
                                : "Write 1 to " + MOST_CUTS + " numbers between 0 and 1, ascending and with at most "
                                        + MOST_DECIMALS + " decimals, such as [0.5, 0.8, 0.95].");
    }

    private @Nullable Map<CutMeasure, List<BigDecimal>> cuts(
            @Nullable CutMethod method, @Nullable String metric, @Nullable List<BigDecimal> probabilities) {
        if (!isTable && method != null && method != CutMethod.FIXED) {
            refuseIfThere("cuts", "The method " + method.key() + " computes the cuts; only fixed ones are given.");
            return Map.of();
        }
        JsonFields object = isTable || method != null || fields.has("cuts") ? fields.object("cuts") : null;
        if (object == null) {
            return null;
        }
        List<CutMeasure> measures = metric == null ? List.of(CutMeasure.values()) : measures(isRfm(metric));
        object.onlyKnown(measures.stream().map(CutMeasure::key).toList());
        int wanted = isRfm(metric) || method == CutMethod.MIN_RANK_EQUAL_WIDTH
                ? CutTable.SCORES - 1
                : method == null || method == CutMethod.FIXED || probabilities == null ? 0 : probabilities.size();
        Map<CutMeasure, List<BigDecimal>> cuts = new EnumMap<>(CutMeasure.class);
        for (CutMeasure measure : measures) {
            List<BigDecimal> numbers =
                    metric != null || object.has(measure.key()) ? object.numbers(measure.key()) : null;
            if (numbers != null) {
                check(object, measure.key(), numbers, wanted);
                cuts.put(measure, numbers);
            }
        }
        return cuts;
    }

    /** What a table has cuts of. */
    static List<CutMeasure> measures(boolean rfm) {
        return rfm ? List.of(CutMeasure.RECENCY, CutMeasure.FREQUENCY, CutMeasure.MONETARY) : List.of(CutMeasure.VALUE);
    }

    /** Checks the cuts of a measure, of which there are {@code wanted}; 0: as many as one likes. */
    private static void check(JsonFields object, String measure, List<BigDecimal> cuts, int wanted) {
        boolean fits = wanted == 0 ? !cuts.isEmpty() && cuts.size() <= MOST_CUTS : cuts.size() == wanted;
        if (!fits) {
            String number = wanted == 4 ? "four" : wanted == 0 ? "1 to " + MOST_CUTS : String.valueOf(wanted);
            object.report(
                    measure,
                    "bad-cuts",
                    "There must be " + number + " cuts of " + measure + ", but there are " + cuts.size() + ".",
                    "Write " + (wanted == 4 ? "the four numbers that part the population into five." : "as many."));
            return;
        }
        for (int i = 1; i < cuts.size(); i++) {
            if (cuts.get(i).compareTo(cuts.get(i - 1)) < 0) {
                object.report(
                        measure,
                        "bad-cuts",
                        "The cuts of " + measure + " do not ascend: "
                                + cuts.get(i).toPlainString() + " comes after "
                                + cuts.get(i - 1).toPlainString() + ".",
                        "Write them from the least to the greatest; equal ones are allowed.");
                return;
            }
        }
    }

    private @Nullable String currency(@Nullable String metric) {
        if (metric != null && !CutTableParameters.isOfMoney(metric)) {
            refuseIfThere("currency", "The metric " + metric + " is no amount and has no currency.");
            return null;
        }
        String currency = metric == null ? fields.textOrNull("currency") : fields.text("currency");
        if (currency != null && !CutTable.isCurrencyCode(currency)) {
            fields.report(
                    "currency",
                    "bad-currency",
                    "The currency is no ISO 4217 code.",
                    "Write three capital letters, such as USD.");
        }
        return currency;
    }
}
