package io.drover.server.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.rfm.CutTableFault;
import io.drover.engine.rfm.CutTableParameters;
import io.drover.engine.rfm.CutTableReader;
import io.drover.model.decision.CutMeasure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a cut table is computed by, on the command line; it is judged as what {@code POST /v1/cut-tables} takes is. */
final class CutsParameters {

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "What is parted: rfm (the default), or a field of the subject such as account.lifetimeValue.")
    private String metric = "rfm";

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "quantile7-plus1, quantile7, min-rank-equal-width or fixed. Default: quantile7-plus1 for rfm, quantile7"
                            + " for another metric.")
    private @Nullable String method;

    @Option(
            names = "--probabilities",
            paramLabel = "P",
            split = ",",
            description = "Of the quantiles, ascending, as in 0.5,0.8,0.95. Default for rfm: 0.2,0.4,0.6,0.8.")
    private @Nullable List<BigDecimal> probabilities;

    @Option(
            names = "--events",
            paramLabel = "WHAT",
            description = "What recency and frequency are counted of: purchases (the default) or engagement.")
    private @Nullable String events;

    @Option(
            names = "--monetary",
            paramLabel = "WHAT",
            description = "What amounts are made into: total (the default) or per-purchase.")
    private @Nullable String monetary;

    @Option(
            names = "--look-back",
            paramLabel = "DURATION",
            description = "How far back purchases and signals count, as in 365d. Default: without limit.")
    private @Nullable String lookBack;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            split = ",",
            description = "The cuts of the metric, ascending, for the method fixed.")
    private @Nullable List<BigDecimal> cuts;

    @Option(names = "--recency-cuts", paramLabel = "N", split = ",", description = "For rfm by the method fixed.")
    private @Nullable List<BigDecimal> recencyCuts;

    @Option(names = "--frequency-cuts", paramLabel = "N", split = ",", description = "For rfm by the method fixed.")
    private @Nullable List<BigDecimal> frequencyCuts;

    @Option(names = "--monetary-cuts", paramLabel = "N", split = ",", description = "For rfm by the method fixed.")
    private @Nullable List<BigDecimal> monetaryCuts;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "The currency of the amounts, an ISO 4217 code. Default: USD, where the metric is an amount.")
    private @Nullable String currency;

    @Option(
            names = "--least-population",
            paramLabel = "N",
            description = "With fewer subjects the table is used with a warning. Default: 500.")
    private @Nullable Integer leastPopulation;

    @Option(names = "--description", paramLabel = "TEXT", description = "What people should know of the table.")
    private @Nullable String description;

    /**
     * The parameters.
     *
     * @throws ParameterException with all that is wrong with them
     */
    CutTableParameters read(Instant asOf, CommandLine command) {
        List<CutTableFault> faults = new ArrayList<>();
        try (JsonParser parser = json(asOf).traverse()) {
            parser.nextToken();
            CutTableParameters parameters = CutTableReader.readParameters(parser, faults::add);
            if (parameters != null) {
                return parameters;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new ParameterException(
                command,
                faults.stream()
                        .map(fault -> fault.message() + " " + fault.remedy())
                        .collect(Collectors.joining(System.lineSeparator())));
    }

    private ObjectNode json(Instant asOf) {
        boolean isRfm = metric.equals("rfm");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("asOf", asOf.toString());
        json.put("metric", metric);
        json.put("method", method == null ? (isRfm ? "quantile7-plus1" : "quantile7") : method);
        if (events != null || monetary != null || lookBack != null) {
            json.putObject("definition")
                    .put("events", events)
                    .put("monetary", monetary)
                    .put("lookBack", lookBack);
        }
        putNumbers(json, "probabilities", probabilities);
        if (cuts != null || recencyCuts != null || frequencyCuts != null || monetaryCuts != null) {
            ObjectNode given = json.putObject("cuts");
            putNumbers(given, CutMeasure.VALUE.key(), cuts);
            putNumbers(given, CutMeasure.RECENCY.key(), recencyCuts);
            putNumbers(given, CutMeasure.FREQUENCY.key(), frequencyCuts);
            putNumbers(given, CutMeasure.MONETARY.key(), monetaryCuts);
        }
        json.put("currency", currency == null && CutTableParameters.isOfMoney(metric) ? "USD" : currency);
        json.put("leastPopulation", leastPopulation);
        json.put("description", description);
        return json;
    }

    private static void putNumbers(ObjectNode json, String name, @Nullable List<BigDecimal> numbers) {
        if (numbers != null) {
            ArrayNode list = json.putArray(name);
            numbers.forEach(list::add);
        }
    }
}
