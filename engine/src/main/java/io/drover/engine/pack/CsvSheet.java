package io.drover.engine.pack;

import io.drover.engine.spreadsheet.Sheet;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads CSV files as sheets of cells, without the blanks around them. */
final class CsvSheet {

    private static final CSVFormat FORMAT = CSVFormat.Builder.create()
            .setDelimiter(',')
            .setQuote('"')
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private CsvSheet() {}

    /** Reads {@code text}, the content of {@code file}; what cannot be read ends it, with the problem {@code bad-csv}. */
    static Sheet read(String file, String text, Consumer<PackProblem> sink) {
        List<Sheet.Row> rows = new ArrayList<>();
        PackProblem quotation = null;
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(FORMAT)
                .get()) {
            for (CSVRecord record : parser) {
                rows.add(Sheet.Row.of(
                        rows.size() + 1, record.stream().map(String::strip).toList()));
            }
        } catch (IOException | UncheckedIOException e) {
            quotation = problem(
                    file,
                    rows.size() + 1,
                    "A quotation mark in this row is not closed, or something stands behind a closed one.",
                    "Put the whole cell in quotation marks and double those within it, or remove them.");
        }
        PackProblem separator = otherSeparator(file, rows, text);
        if (separator != null) {
            sink.accept(separator);
            return Sheet.of(file, List.of());
        }
        if (quotation != null) {
            sink.accept(quotation);
        }
        return Sheet.of(file, rows);
    }

    /**
     * Spreadsheet programs write semicolons or tabs, by the country they are set to. It shows in the first row, which then is
     * but one cell.
     */
    private static @Nullable PackProblem otherSeparator(String file, List<Sheet.Row> rows, String text) {
        Sheet.Row row = rows.stream()
                .filter(any -> !any.isBlankFrom(1))
                .findFirst()
                .orElseGet(() -> Sheet.Row.of(1, firstLine(text)));
        List<String> filled =
                row.cells().stream().filter(cell -> !cell.isEmpty()).toList();
        String first = filled.size() == 1 ? filled.get(0) : "";
        if (!first.contains(";") && !first.contains("\t")) {
            return null;
        }
        return problem(
                file,
                row.number(),
                "The cells of this file are not separated by commas, but by "
                        + (first.contains(";") ? "semicolons." : "tabs."),
                "Save it as CSV with commas between the cells; a decision table may also be saved as an Excel workbook,"
                        + " with a name that ends in .drl.xlsx.");
    }

    /** Where not even the first row could be read: what stands in front of the first comma that is in no quotation marks. */
    private static List<String> firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> List.of(line.replaceAll("\"[^\"]*(\"|$)", "x").split(",", -1)))
                .orElse(List.of());
    }

    private static PackProblem problem(String file, int row, String message, String remedy) {
        return PackProblem.error(new Place(file, row, null, null), null, "bad-csv", message, remedy);
    }
}
