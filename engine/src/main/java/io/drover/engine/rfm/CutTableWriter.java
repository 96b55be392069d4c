package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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
            json.writeStartObject();
            json.writeStringField("id", table.id());
            writeContent(json, table);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** The id that the content of a table gives it: {@code rfm-} and 16 hexadecimal digits; its own id does not count. */
    public static String contentId(CutTable table) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeContent(json, table);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "rfm-" + sha256(text.toString()).substring(0, 16);
    }

    private static void writeContent(JsonGenerator json, CutTable table) throws IOException {
        json.writeStringField("metric", table.metric());
        json.writeObjectFieldStart("definition");
        json.writeStringField("events", table.definition().events());
        json.writeStringField("monetary", table.definition().monetary());
        json.writeStringField("lookBack", table.definition().lookBack());
        json.writeEndObject();
        json.writeStringField("method", table.method());
        writeNumbers(json, "probabilities", table.probabilities());
        json.writeObjectFieldStart("cuts");
        writeNumbers(json, "recency", table.cuts().recency());
        writeNumbers(json, "frequency", table.cuts().frequency());
        writeNumbers(json, "monetary", table.cuts().monetary());
        json.writeEndObject();
        json.writeNumberField("population", table.population());
        json.writeStringField("computedAt", table.computedAt().toString());
        json.writeStringField("currency", table.currency());
        if (table.description() != null) {
            json.writeStringField("description", table.description());
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
