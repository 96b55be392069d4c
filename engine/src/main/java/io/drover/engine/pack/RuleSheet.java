package io.drover.engine.pack;

import io.drover.engine.spreadsheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of decision tables, understood and found sound; bad rows and bad tables are left out. */
record RuleSheet(String file, Cell ruleSet, List<Cell> imports, List<Table> tables) {

    RuleSheet {
        imports = List.copyOf(imports);
        tables = List.copyOf(tables);
    }

    /** What a column holds; {@code shortcut} is what may be written for the keyword. */
    enum Keyword {
        NAME("N"),
        DESCRIPTION("I"),
        METADATA("@"),
        CONDITION("C"),
        ACTION("A");

        final String shortcut;

        Keyword(String shortcut) {
            this.shortcut = shortcut;
        }
    }

    /** The content of a cell. */
    record Cell(Place place, String text) {}

    /**
     * A column of a table.
     *
     * @param number in the sheet, from 1
     * @param pattern what its constraints belong to, such as {@code $contact : Contact}; empty: its code is whole
     * @param mergedFrom the number of the first column that shares the pattern; null: no other shares it
     * @param code null for names and descriptions
     * @param patternPlace where the pattern is written; where there is none, that of the code
     */
    record Column(
            int number,
            Keyword keyword,
            String pattern,
            @Nullable Integer mergedFrom,
            @Nullable TableCode code,
            Place patternPlace,
            Place codePlace) {}

    /**
     * One rule: the texts of its cells, by column in the order of {@link Table#columns}, empty where there is none.
     *
     * @param sheet the one it stands in
     */
    record Row(Sheet sheet, int number, Place namePlace, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        Place place(int column) {
            return Place.in(sheet, number, column);
        }
    }

    /** Columns, and at least one row. */
    record Table(List<Column> columns, List<Row> rows) {
        Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }
}
