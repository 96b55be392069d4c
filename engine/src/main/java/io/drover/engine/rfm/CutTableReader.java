package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Reads cut tables strictly: nothing unknown, nothing missing, and an id that says what the table holds. */
public final class CutTableReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CutTableReader() {}

    /**
     * The table that {@code json} holds.
     *
     * @throws BadCutTableException at the first thing wrong with it
     */
    public static CutTable read(byte[] json) throws BadCutTableException {
        try (JsonParser parser = JSON.createParser(json)) {
            JsonFields fields = JsonFields.root(parser);
            CutTable table = table(fields);
            check(table, fields);
            return table;
        } catch (JsonProcessingException e) {
            throw notJson(e.getLocation());
        } catch (CharConversionException e) {
            throw new BadCutTableException(
                    "The file is not text in UTF-8.", "Save it as UTF-8, or compute the table again.", 1, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BadCutTableException notJson(JsonLocation location) {
        return new BadCutTableException(
                "The file is not JSON: it cannot be read from here on, or a field is there twice.",
                "Check commas, quotes and brackets here and in the line above.",
                location == null ? 1 : Math.max(1, location.getLineNr()),
                location == null ? 1 : Math.max(1, location.getColumnNr()));
    }

    private static CutTable table(JsonFields fields) throws BadCutTableException {
        fields.onlyKnown(
                "id",
                "metric",
                "definition",
                "method",
                "probabilities",
                "cuts",
                "population",
                "computedAt",
                "currency",
                "description");
        return new CutTable(
                fields.text("id"),
                fields.choice("metric", Set.of(CutTable.METRIC)),
                definition(fields.object("definition")),
                fields.choice("method", Set.of(CutTable.QUANTILE7_PLUS1, CutTable.FIXED)),
                fields.numbers("probabilities"),
                cuts(fields.object("cuts")),
                fields.count("population"),
                fields.instant("computedAt"),
                fields.text("currency"),
                fields.textOrNull("description"));
    }

    private static CutTable.Definition definition(JsonFields fields) throws BadCutTableException {
        fields.onlyKnown("events", "monetary", "lookBack");
        CutTable.Definition only = CutTable.Definition.TOTAL_OF_PURCHASES;
        String lookBack = fields.textOrNull("lookBack");
        if (lookBack != null) {
            throw fields.bad(
                    "lookBack", "A look-back is not supported: all purchases count.", "Write \"lookBack\": null.");
        }
        return new CutTable.Definition(
                fields.choice("events", Set.of(only.events())),
                fields.choice("monetary", Set.of(only.monetary())),
                null);
    }

    private static CutTable.Cuts cuts(JsonFields fields) throws BadCutTableException {
        fields.onlyKnown("recency", "frequency", "monetary");
        return new CutTable.Cuts(
                fourCuts(fields, "recency"), fourCuts(fields, "frequency"), fourCuts(fields, "monetary"));
    }

    private static List<BigDecimal> fourCuts(JsonFields fields, String measure) throws BadCutTableException {
        List<BigDecimal> cuts = fields.numbers(measure);
        if (cuts.size() != 4) {
            throw fields.bad(
                    measure,
                    "There must be four cuts of " + measure + ", but there are " + cuts.size() + ".",
                    "Write the four numbers that part the population into five.");
        }
        for (int i = 1; i < 4; i++) {
            if (cuts.get(i).compareTo(cuts.get(i - 1)) < 0) {
                throw fields.bad(
                        measure,
                        "The cuts of " + measure + " do not ascend: "
                                + cuts.get(i).toPlainString() + " comes after "
                                + cuts.get(i - 1).toPlainString() + ".",
                        "Write them from the least to the greatest; equal ones are allowed.");
            }
        }
        return cuts;
    }

    private static void check(CutTable table, JsonFields fields) throws BadCutTableException {
        boolean computed = table.method().equals(CutTable.QUANTILE7_PLUS1);
        if (!table.probabilities().equals(computed ? CutTable.FIFTHS : List.of())) {
            throw fields.bad(
                    "probabilities",
                    "The probabilities do not belong to the method " + table.method() + ".",
                    computed ? "Write [0.2, 0.4, 0.6, 0.8]." : "Write an empty list: the cuts are given.");
        }
        if (computed && table.population() == 0) {
            throw fields.bad(
                    "population",
                    "The cuts were computed over no customer.",
                    "Write how many customers they were computed over.");
        }
        if (!CutTable.isCurrencyCode(table.currency())) {
            throw fields.bad(
                    "currency", "The currency is no ISO 4217 code.", "Write three capital letters, such as USD.");
        }
        String contentId = CutTableWriter.contentId(table);
        if (!table.id().equals(contentId)) {
            throw fields.bad(
                    "id",
                    "The id is \"" + table.id() + "\", but this content has the id \"" + contentId + "\".",
                    "Take back the change of the content, or write the new id here and wherever the table is named.");
        }
    }
}
