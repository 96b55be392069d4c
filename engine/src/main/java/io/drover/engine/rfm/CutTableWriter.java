package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes cut tables, their members always in the same order. */
public final class CutTableWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private CutTableWriter() {}

    /** The table as JSON for people, ending with a line feed; {@link CutTableReader} reads it. */
    public static String write(CutTable table) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(DefaultPrettyPrinter.NopIndenter.instance);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.setPrettyPrinter(printer);
            write(table, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** Writes the table as a value in {@code json}; {@link CutTableReader} reads it. */
    public static void write(CutTable table, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", table.id());
        writeContent(json, table);
        json.writeEndObject();
    }

    /** The table under the id that its content gives. */
    public static CutTable identified(CutTable table) {
        return table.withId(contentId(table));
    }

    /**
     * The id that the content of a table gives it: {@code rfm-}, or {@code cut-} where it is about one metric, and 16
     * hexadecimal digits; its own id does not count.
     */
    public static String contentId(CutTable table) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeContent(json, table);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (table.isRfm() ? "rfm-" : "cut-") + sha256(text.toString()).substring(0, 16);
    }

    /** Members that came later are written only where they say something, so that older tables keep their ids. */
    private static void writeContent(JsonGenerator json, CutTable table) throws IOException {
        json.writeStringField("metric", table.metric());
        CutTable.Definition definition = table.definition();
        if (definition != null) {
            json.writeObjectFieldStart("definition");
            json.writeStringField("events", definition.events());
            json.writeStringField("monetary", definition.monetary());
            json.writeStringField("lookBack", definition.lookBack());
            json.writeEndObject();
        }
        json.writeStringField("method", table.method().key());
        writeNumbers(json, "probabilities", table.probabilities());
        json.writeObjectFieldStart("cuts");
        for (Map.Entry<CutMeasure, List<BigDecimal>> cuts : table.cuts().entrySet()) {
            writeNumbers(json, cuts.getKey().key(), cuts.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("population", table.population());
        json.writeStringField("computedAt", table.computedAt().toString());
        if (table.currency() != null) {
            json.writeStringField("currency", table.currency());
        }
        if (table.description() != null) {
            json.writeStringField("description", table.description());
        }
        if (!table.emptyBins().isEmpty()) {
            json.writeObjectFieldStart("emptyBins");
            for (Map.Entry<CutMeasure, List<Integer>> bins : table.emptyBins().entrySet()) {
                writeNumbers(
                        json,
                        bins.getKey().key(),
                        bins.getValue().stream()
                                .map(number -> BigDecimal.valueOf(number))
                                .toList());
            }
            json.writeEndObject();
        }
        if (table.leastPopulation() != CutTable.LEAST_POPULATION) {
            json.writeNumberField("leastPopulation", table.leastPopulation());
        }
    }

    private static void writeNumbers(JsonGenerator json, String name, List<BigDecimal> numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (BigDecimal number : numbers) {
            json.writeNumber(number.toPlainString());
        }
        json.writeEndArray();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
