package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.engine.spreadsheet.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A CSV file whose first row names its columns, in any order. */
record CsvTable(List<Row> rows) {

    CsvTable {
        rows = List.copyOf(rows);
    }

    /** A row that is not empty, its cells by the name of their column. */
    record Row(Sheet sheet, Sheet.Row cells, Map<String, Integer> columns) {

        /** The content of a cell; null where it is empty or its column is missing. */
        @Nullable
        String value(String column) {
            Integer index = columns.get(column);
            String value = index == null ? "" : cells.cell(index);
            return value.isEmpty() ? null : value;
        }

        /** Where a cell is; of a missing column, where the row begins. */
        Place place(String column) {
            return Place.in(sheet, cells.number(), columns.getOrDefault(column, 1));
        }
    }

    /**
     * Reads {@code text}, the content of {@code file}.
     *
     * @param known the columns there may be
     * @param required the columns there must be
     */
    static CsvTable read(
            String file, String text, List<String> known, List<String> required, Consumer<PackProblem> sink) {
        Sheet sheet = CsvSheet.read(file, text, sink);
        List<Sheet.Row> filled =
                sheet.rows().stream().filter(row -> !row.isBlankFrom(1)).toList();
        if (filled.isEmpty()) {
            return new CsvTable(List.of());
        }
        Map<String, Integer> columns = columns(sheet, filled.get(0), known, required, sink);
        if (!columns.keySet().containsAll(required)) {
            return new CsvTable(List.of());
        }
        List<Row> rows = new ArrayList<>();
        for (Sheet.Row row : filled.subList(1, filled.size())) {
            int beyond = filled.get(0).width() + 1;
            if (row.isBlankFrom(beyond)) {
                rows.add(new Row(sheet, row, columns));
            } else {
                sink.accept(PackProblem.error(
                        Place.in(sheet, row.number(), beyond),
                        null,
                        "bad-csv",
                        "Row " + row.number() + " has more cells than the table has columns.",
                        "Put a cell that holds a comma in quotation marks."));
            }
        }
        return new CsvTable(rows);
    }

    private static Map<String, Integer> columns(
            Sheet sheet, Sheet.Row header, List<String> known, List<String> required, Consumer<PackProblem> sink) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int column = 1; column <= header.width(); column++) {
            String name = header.cell(column);
            Place place = Place.in(sheet, header.number(), column);
            if (!name.isEmpty() && !known.contains(name)) {
                sink.accept(PackProblem.error(
                        place,
                        null,
                        "unknown-column",
                        "The table has the unknown column \"" + name + "\".",
                        NearestName.remedy(name, known, "Use only these columns")));
            } else if (!name.isEmpty() && columns.putIfAbsent(name, column) != null) {
                sink.accept(PackProblem.error(
                        place,
                        null,
                        "duplicate-column",
                        "The table has the column \"" + name + "\" twice.",
                        "Remove one of the two."));
            }
        }
        for (String name : required) {
            if (!columns.containsKey(name)) {
                sink.accept(PackProblem.error(
                        new Place(sheet.file(), header.number(), null, null),
                        null,
                        "missing-column",
                        "The table has no column \"" + name + "\".",
                        "Add the column; the first row names the columns."));
            }
        }
        return columns;
    }
}
