package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.engine.spreadsheet.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sheet of decision tables. Drools' own reader of the format guesses: it takes {@code PERSONA} for a column of
 * priorities, and ends a table silently at an empty row. This one says what it does not understand.
 */
final class RuleSheetReader {

    private static final String BAD_TABLE = "bad-table";
    private static final String TABLE = "RuleTable";
    private static final List<String> SETTINGS = List.of("RuleSet", "Import", "Notes", TABLE);
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final Sheet sheet;
    private final Consumer<PackProblem> sink;
    private final List<RuleSheet.Cell> imports = new ArrayList<>();
    private final List<RuleSheet.Table> tables = new ArrayList<>();
    private RuleSheet.@Nullable Cell ruleSet;
    private boolean settingsAreSound = true;

    private RuleSheetReader(Sheet sheet, Consumer<PackProblem> sink) {
        this.sheet = sheet;
        this.sink = sink;
    }

    /** The tables in {@code sheet}; null where there is none that could be used. */
    static @Nullable RuleSheet read(Sheet sheet, Consumer<PackProblem> sink) {
        return new RuleSheetReader(sheet.with(RuleSheetReader::withPlainSpaces), sink).read();
    }

    /** Spaces at which a line does not break look like others. */
    private static String withPlainSpaces(String cell) {
        return cell.replace('\u00A0', ' ')
                .replace('\u2007', ' ')
                .replace('\u202F', ' ')
                .strip();
    }

    private @Nullable RuleSheet read() {
        boolean anyTable = false;
        int index = 0;
        while (index < sheet.rows().size()) {
            Sheet.Row row = sheet.rows().get(index);
            int tableColumn = tableColumn(row);
            if (tableColumn == 0 && isMisspeltTable(row)) {
                anyTable = true;
                int column = filledFrom(row, 1);
                badSetting(
                        place(row, column),
                        "\"" + row.cell(column) + "\" begins no table, so what follows cannot be read.",
                        "Did you mean \"" + TABLE + "\"?");
                index = endOfTable(index + 1);
            } else if (tableColumn == 0) {
                readSetting(row);
                index++;
            } else {
                anyTable = true;
                int end = endOfTable(index + 1);
                RuleSheet.Table table =
                        new RuleTableReader(sheet, sheet.rows().subList(index, end), tableColumn, sink).read();
                if (table != null) {
                    tables.add(table);
                }
                index = end;
            }
        }
        if (!sheet.rows().isEmpty() && ruleSet == null && settingsAreSound) {
            bad(
                    whole(),
                    "The " + kind() + " has no RuleSet.",
                    "Begin it with the row: RuleSet, and the package of the rules.");
        }
        if (!sheet.rows().isEmpty() && !anyTable) {
            bad(whole(), "The " + kind() + " has no RuleTable.", "Write RuleTable and a title above the table's head.");
        }
        return ruleSet == null || tables.isEmpty() ? null : new RuleSheet(sheet.file(), ruleSet, imports, tables);
    }

    private Place whole() {
        return sheet.name() == null ? Place.whole(sheet.file()) : Place.in(sheet, 1, 1);
    }

    private String kind() {
        return sheet.name() == null ? "file" : "sheet";
    }

    private int endOfTable(int from) {
        int end = from;
        while (end < sheet.rows().size() && tableColumn(sheet.rows().get(end)) == 0) {
            end++;
        }
        return end;
    }

    /** The column in which a table begins; 0: none does in this row. */
    private static int tableColumn(Sheet.Row row) {
        for (int column = 1; column <= row.width(); column++) {
            if (row.cell(column).toLowerCase(Locale.ROOT).startsWith("ruletable")) {
                return column;
            }
        }
        return 0;
    }

    /** Whether the row seems to be meant to begin a table. */
    private static boolean isMisspeltTable(Sheet.Row row) {
        String word = row.cell(filledFrom(row, 1)).split("\\s+", 2)[0];
        return !word.isEmpty()
                && NearestName.of(word, SETTINGS).filter(TABLE::equals).isPresent();
    }

    /** A row above the first table: the first cell is a key, the second its value. */
    private void readSetting(Sheet.Row row) {
        if (row.isBlankFrom(1) || reportDoubts(row)) {
            return;
        }
        int keyColumn = filledFrom(row, 1);
        int valueColumn = filledFrom(row, keyColumn + 1);
        String key = row.cell(keyColumn);
        RuleSheet.Cell value = new RuleSheet.Cell(place(row, valueColumn), row.cell(valueColumn));
        if (key.equalsIgnoreCase("RuleSet")) {
            readRuleSet(value);
        } else if (key.equalsIgnoreCase("Import")) {
            readImport(value);
        } else if (key.equalsIgnoreCase("Notes")) {
            return;
        } else {
            badSetting(
                    place(row, keyColumn),
                    "\"" + key + "\" is no setting of a decision table.",
                    NearestName.remedy(key, SETTINGS, "Use one of these"));
            return;
        }
        if (!row.isBlankFrom(valueColumn + 1)) {
            badSetting(
                    place(row, filledFrom(row, valueColumn + 1)),
                    "The row of \"" + key + "\" has more than one value.",
                    "Write one value a row.");
        }
    }

    private boolean reportDoubts(Sheet.Row row) {
        row.doubts().forEach((column, doubt) -> {
            settingsAreSound = false;
            sink.accept(PackProblem.error(place(row, column), null, "bad-cell", doubt.message(), doubt.remedy()));
        });
        return !row.doubts().isEmpty();
    }

    private static int filledFrom(Sheet.Row row, int from) {
        for (int column = from; column <= row.width(); column++) {
            if (!row.cell(column).isEmpty()) {
                return column;
            }
        }
        return from;
    }

    private void readRuleSet(RuleSheet.Cell value) {
        if (ruleSet != null) {
            badSetting(value.place(), "The " + kind() + " has a second RuleSet.", "Remove one of the two.");
        } else if (!PACKAGE.matcher(value.text()).matches()) {
            badSetting(
                    value.place(),
                    "\"" + value.text() + "\" is no package for rules.",
                    "Write the name of the pack, with _ for -.");
        } else {
            ruleSet = value;
        }
    }

    private void readImport(RuleSheet.Cell value) {
        for (String type : value.text().split(",", -1)) {
            if (PACKAGE.matcher(type.strip()).matches()) {
                imports.add(new RuleSheet.Cell(value.place(), type.strip()));
            } else {
                badSetting(
                        value.place(),
                        "\"" + type.strip() + "\" is no type that could be imported.",
                        "Write one full name, such as io.drover.model.fact.Contact, a row.");
            }
        }
    }

    private Place place(Sheet.Row row, int column) {
        return Place.in(sheet, row.number(), column);
    }

    private void badSetting(Place place, String message, String remedy) {
        settingsAreSound = false;
        bad(place, message, remedy);
    }

    private void bad(Place place, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, BAD_TABLE, message, remedy));
    }
}
