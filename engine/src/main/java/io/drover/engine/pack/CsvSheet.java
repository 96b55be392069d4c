package io.drover.engine.pack;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file as rows of cells, the way a spreadsheet shows it: rows and columns count from 1, empty rows too, and a cell has
 * no blanks around it.
 */
record CsvSheet(String file, List<Row> rows) {

    private static final CSVFormat FORMAT = CSVFormat.Builder.create()
            .setDelimiter(',')
            .setQuote('"')
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    CsvSheet {
        rows = List.copyOf(rows);
    }

    /** One row; beyond its last cell, cells are empty. */
    record Row(int number, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        String cell(int column) {
            return column <= cells.size() ? cells.get(column - 1) : "";
        }

        int width() {
            return cells.size();
        }

        /** Whether all cells from {@code column} on are empty. */
        boolean isBlankFrom(int column) {
            return column > cells.size()
                    || cells.subList(column - 1, cells.size()).stream().allMatch(String::isEmpty);
        }
    }

    /** Reads {@code text}, the content of {@code file}; what cannot be read ends it, with the problem {@code bad-csv}. */
    static CsvSheet read(String file, String text, Consumer<PackProblem> sink) {
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(FORMAT)
                .get()) {
            for (CSVRecord record : parser) {
                rows.add(new Row(
                        rows.size() + 1, record.stream().map(String::strip).toList()));
            }
        } catch (IOException | UncheckedIOException e) {
            report(
                    file,
                    rows.size() + 1,
                    "A quotation mark in this row is not closed, or something stands behind a closed one.",
                    "Put the whole cell in quotation marks and double those within it, or remove them.",
                    sink);
        }
        refuseOtherSeparators(file, rows, sink);
        return new CsvSheet(file, rows);
    }

    /** Spreadsheet programs write semicolons or tabs, by the country they are set to. */
    private static void refuseOtherSeparators(String file, List<Row> rows, Consumer<PackProblem> sink) {
        rows.stream().filter(row -> !row.isBlankFrom(1)).findFirst().ifPresent(row -> {
            String first = row.cell(1);
            if (row.isBlankFrom(2) && (first.contains(";") || first.contains("\t"))) {
                report(
                        file,
                        row.number(),
                        "The cells of this file are not separated by commas.",
                        "Save it as CSV with commas between the cells.",
                        sink);
                rows.clear();
            }
        });
    }

    private static void report(String file, int row, String message, String remedy, Consumer<PackProblem> sink) {
        sink.accept(PackProblem.error(new Place(file, row, null, null), null, "bad-csv", message, remedy));
    }

    Place place(int row, int column) {
        return Place.inTable(file, row, column);
    }
}
