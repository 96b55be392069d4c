package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads cut tables strictly: nothing unknown, nothing missing, and an id that says what the table holds. */
public final class CutTableReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CutTableReader() {}

    /**
     * The table that the file {@code json} holds.
     *
     * @throws BadCutTableException with everything that is wrong with it
     */
    public static CutTable read(byte[] json) throws BadCutTableException {
        List<CutTableFault> faults = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            CutTable table = read(parser, true, faults::add);
            if (parser.nextToken() != null) {
                faults.add(
                        0,
                        new CutTableFault(
                                "",
                                1,
                                1,
                                "wrong-type",
                                "A cut table is one JSON object.",
                                "Write the table in curly braces, and nothing else."));
            }
            if (faults.isEmpty() && table != null) {
                return table;
            }
        } catch (JsonProcessingException e) {
            faults.add(notJson(e.getLocation()));
        } catch (CharConversionException e) {
            faults.add(new CutTableFault(
                    "",
                    1,
                    1,
                    "not-json",
                    "The file is not text in UTF-8.",
                    "Save it as UTF-8, or compute the table again."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new BadCutTableException(faults);
    }

    private static CutTableFault notJson(@Nullable JsonLocation location) {
        return new CutTableFault(
                "",
                location == null ? 1 : Math.max(1, location.getLineNr()),
                location == null ? 1 : Math.max(1, location.getColumnNr()),
                "not-json",
                "The file is not JSON: it cannot be read from here on, or a field is there twice.",
                "Check commas, quotes and brackets here and in the line above.");
    }

    /**
     * The table that comes next in {@code parser}, which is at its beginning and left at its end. It may do without an id,
     * which is then that of its content; where it has one, it must be that.
     *
     * @param sink is told everything that is wrong; null is the answer then
     */
    public static @Nullable CutTable readInline(JsonParser parser, Consumer<CutTableFault> sink) throws IOException {
        return read(parser, false, sink);
    }

    /** The parameters that come next in {@code parser}; otherwise as {@link #readInline}. */
    public static @Nullable CutTableParameters readParameters(JsonParser parser, Consumer<CutTableFault> sink)
            throws IOException {
        boolean[] faulty = {false};
        JsonFields fields = JsonFields.read(parser, noting(faulty, sink));
        if (fields == null) {
            return null;
        }
        List<String> known = new ArrayList<>(CutTableFields.NAMES);
        known.add("asOf");
        fields.onlyKnown(known);
        CutTableParameters parameters = CutTableFields.read(fields, false, "asOf");
        return faulty[0] ? null : parameters;
    }

    private static Consumer<CutTableFault> noting(boolean[] faulty, Consumer<CutTableFault> sink) {
        return fault -> {
            faulty[0] = true;
            sink.accept(fault);
        };
    }

    private static @Nullable CutTable read(JsonParser parser, boolean needsId, Consumer<CutTableFault> sink)
            throws IOException {
        boolean[] faulty = {false};
        JsonFields fields = JsonFields.read(parser, noting(faulty, sink));
        if (fields == null) {
            return null;
        }
        List<String> known = new ArrayList<>(List.of("id", "population", "computedAt", "emptyBins"));
        known.addAll(CutTableFields.NAMES);
        fields.onlyKnown(known);
        String id = needsId || fields.has("id") ? fields.text("id") : null;
        CutTableParameters parameters = CutTableFields.read(fields, true, "computedAt");
        Integer population = fields.count("population", 0);
        checkPopulation(fields, parameters, population);
        Map<CutMeasure, List<Integer>> emptyBins = parameters == null ? Map.of() : emptyBins(fields, parameters);
        if (faulty[0] || parameters == null || population == null) {
            return null;
        }
        CutTable table = parameters.table(parameters.cuts(), population, emptyBins);
        if (id != null && !id.equals(table.id())) {
            fields.report(
                    "id",
                    "wrong-id",
                    "The id is \"" + id + "\", but this content has the id \"" + table.id() + "\".",
                    "Take back the change of the content, or write the new id here and wherever the table is named.");
            return null;
        }
        return table;
    }

    private static void checkPopulation(
            JsonFields fields, @Nullable CutTableParameters parameters, @Nullable Integer population) {
        if (parameters != null && parameters.method() != CutMethod.FIXED && population != null && population == 0) {
            fields.report(
                    "population",
                    "out-of-range",
                    "The cuts were computed over nobody.",
                    "Write how many subjects they were computed over.");
        }
    }

    private static Map<CutMeasure, List<Integer>> emptyBins(JsonFields fields, CutTableParameters parameters) {
        Map<CutMeasure, List<Integer>> bins = new EnumMap<>(CutMeasure.class);
        JsonFields object = fields.has("emptyBins") ? fields.object("emptyBins") : null;
        if (object == null) {
            return bins;
        }
        List<CutMeasure> measures = CutTableFields.measures(parameters.isRfm());
        object.onlyKnown(measures.stream().map(CutMeasure::key).toList());
        for (CutMeasure measure : measures) {
            List<BigDecimal> numbers = object.has(measure.key()) ? object.numbers(measure.key()) : null;
            int most = parameters.cuts().getOrDefault(measure, List.of()).size() + 1;
            if (numbers != null && areBins(numbers, most)) {
                bins.put(
                        measure, numbers.stream().map(BigDecimal::intValueExact).toList());
            } else if (numbers != null) {
                object.report(
                        measure.key(),
                        "out-of-range",
                        "The empty bins of " + measure.key() + " must be numbers of bins, 1 to " + most
                                + ", ascending.",
                        "Compute the table again, or leave out emptyBins.");
            }
        }
        return bins;
    }

    private static boolean areBins(List<BigDecimal> numbers, int most) {
        BigDecimal before = BigDecimal.ZERO;
        for (BigDecimal number : numbers) {
            if (number.stripTrailingZeros().scale() > 0
                    || number.compareTo(before) <= 0
                    || number.compareTo(BigDecimal.valueOf(most)) > 0) {
                return false;
            }
            before = number;
        }
        return !numbers.isEmpty();
    }
}
