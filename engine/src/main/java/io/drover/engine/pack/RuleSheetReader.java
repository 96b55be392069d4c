package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of decision tables. Drools' own reader of the format guesses: it takes {@code PERSONA} for a column of
 * priorities, and ends a table silently at an empty row. This one says what it does not understand.
 */
final class RuleSheetReader {

    private static final String BAD_TABLE = "bad-table";
    private static final String TABLE = "RuleTable";
    private static final List<String> SETTINGS = List.of("RuleSet", "Import", "Notes", TABLE);
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern RULE_NAME = Pattern.compile("[A-Za-z0-9 _.:'-]{1,80}");

    private final CsvSheet sheet;
    private final Consumer<PackProblem> sink;
    private final List<RuleSheet.Cell> imports = new ArrayList<>();
    private final List<RuleSheet.Table> tables = new ArrayList<>();
    private RuleSheet.@Nullable Cell ruleSet;
    private boolean settingsAreSound = true;

    private RuleSheetReader(CsvSheet sheet, Consumer<PackProblem> sink) {
        this.sheet = sheet;
        this.sink = sink;
    }

    /** The tables in {@code sheet}; null where there is none that could be used. */
    static @Nullable RuleSheet read(CsvSheet sheet, Consumer<PackProblem> sink) {
        return new RuleSheetReader(sheet, sink).read();
    }

    private @Nullable RuleSheet read() {
        boolean anyTable = false;
        int index = 0;
        while (index < sheet.rows().size()) {
            CsvSheet.Row row = sheet.rows().get(index);
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
                readTable(sheet.rows().subList(index, end), tableColumn);
                index = end;
            }
        }
        if (!sheet.rows().isEmpty() && ruleSet == null && settingsAreSound) {
            bad(whole(), "The file has no RuleSet.", "Begin it with the row: RuleSet, and the package of the rules.");
        }
        if (!sheet.rows().isEmpty() && !anyTable) {
            bad(whole(), "The file has no RuleTable.", "Write RuleTable and a title above the table's head.");
        }
        return ruleSet == null || tables.isEmpty() ? null : new RuleSheet(sheet.file(), ruleSet, imports, tables);
    }

    private Place whole() {
        return Place.whole(sheet.file());
    }

    private int endOfTable(int from) {
        int end = from;
        while (end < sheet.rows().size() && tableColumn(sheet.rows().get(end)) == 0) {
            end++;
        }
        return end;
    }

    /** The column in which a table begins; 0: none does in this row. */
    private static int tableColumn(CsvSheet.Row row) {
        for (int column = 1; column <= row.width(); column++) {
            if (row.cell(column).toLowerCase(Locale.ROOT).startsWith("ruletable")) {
                return column;
            }
        }
        return 0;
    }

    /** Whether the row seems to be meant to begin a table. */
    private static boolean isMisspeltTable(CsvSheet.Row row) {
        String word = row.cell(filledFrom(row, 1)).split("\\s+", 2)[0];
        return !word.isEmpty()
                && NearestName.of(word, SETTINGS).filter(TABLE::equals).isPresent();
    }

    /** A row above the first table: the first cell is a key, the second its value. */
    private void readSetting(CsvSheet.Row row) {
        if (row.isBlankFrom(1)) {
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

    private static int filledFrom(CsvSheet.Row row, int from) {
        for (int column = from; column <= row.width(); column++) {
            if (!row.cell(column).isEmpty()) {
                return column;
            }
        }
        return from;
    }

    private void readRuleSet(RuleSheet.Cell value) {
        if (ruleSet != null) {
            badSetting(value.place(), "The file has a second RuleSet.", "Remove one of the two.");
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

    private void readTable(List<CsvSheet.Row> rows, int firstColumn) {
        List<RuleSheet.Column> columns = new TableHeadReader(sheet, rows, firstColumn, sink).read();
        if (columns == null) {
            return;
        }
        List<RuleSheet.Row> sound = new ArrayList<>();
        int filled = 0;
        for (CsvSheet.Row row : rows.subList(Math.min(rows.size(), TableHeadReader.ROWS), rows.size())) {
            if (!row.isBlankFrom(firstColumn)) {
                filled++;
                RuleSheet.Row read = readRow(row, columns, firstColumn);
                if (read != null) {
                    sound.add(read);
                }
            }
        }
        if (filled == 0) {
            bad(
                    place(rows.get(0), firstColumn),
                    "The table has no rules.",
                    "Write them below the five rows of its head: RuleTable, keywords, patterns, code and labels.");
        }
        if (!sound.isEmpty()) {
            tables.add(new RuleSheet.Table(columns, sound));
        }
    }

    /** The rule in {@code row}; null where a cell is bad. */
    private RuleSheet.@Nullable Row readRow(CsvSheet.Row row, List<RuleSheet.Column> columns, int firstColumn) {
        boolean sound = checkStrayCells(row, columns, firstColumn);
        boolean acts = false;
        Place namePlace = place(row, firstColumn);
        List<String> cells = new ArrayList<>();
        for (RuleSheet.Column column : columns) {
            String text = row.cell(column.number());
            cells.add(text);
            acts |= column.keyword() == RuleSheet.Keyword.ACTION && !text.isEmpty();
            if (column.keyword() == RuleSheet.Keyword.NAME) {
                namePlace = place(row, column.number());
            }
            sound &= checkCell(place(row, column.number()), column, text);
        }
        if (!acts) {
            bad(
                    namePlace,
                    "The rule in row " + row.number() + " concludes nothing: all its ACTION cells are empty.",
                    "Fill one, or remove the row.");
        }
        return sound && acts ? new RuleSheet.Row(row.number(), namePlace, cells) : null;
    }

    /** Refuses what stands in a column without a keyword; left of the table are comments. */
    private boolean checkStrayCells(CsvSheet.Row row, List<RuleSheet.Column> columns, int firstColumn) {
        boolean sound = true;
        for (int i = firstColumn; i <= row.width(); i++) {
            int number = i;
            if (!row.cell(i).isEmpty() && columns.stream().noneMatch(column -> column.number() == number)) {
                bad(
                        place(row, i),
                        "This cell stands in a column that has no keyword such as CONDITION.",
                        "Remove it, or put a cell that holds a comma in quotation marks.");
                sound = false;
            }
        }
        return sound;
    }

    private boolean checkCell(Place place, RuleSheet.Column column, String text) {
        if (text.isEmpty()) {
            return column.keyword() != RuleSheet.Keyword.NAME || reportNoName(place);
        }
        String objection = objection(column, text);
        if (objection != null) {
            report(
                    place,
                    "bad-cell",
                    "The cell \"" + text + "\" cannot be used: " + objection + ".",
                    "Correct the cell; it may hold letters, digits, spaces and . , - _ | ' & / + % ( ) < > =");
        }
        return objection == null;
    }

    private static @Nullable String objection(RuleSheet.Column column, String text) {
        TableCode code = column.code();
        if (code != null) {
            return code.objection(text);
        }
        if (column.keyword() == RuleSheet.Keyword.NAME) {
            return RULE_NAME.matcher(text).matches()
                    ? null
                    : "a rule's name has at most 80 letters, digits, spaces and _ . : ' -";
        }
        return TableCode.textObjection(text, '"');
    }

    private boolean reportNoName(Place place) {
        report(
                place,
                "missing-rule-name",
                "The rule in row " + place.line() + " has no name.",
                "Write its name here; it is how explanations and scenarios refer to the rule.");
        return false;
    }

    private Place place(CsvSheet.Row row, int column) {
        return sheet.place(row.number(), column);
    }

    private void badSetting(Place place, String message, String remedy) {
        settingsAreSound = false;
        bad(place, message, remedy);
    }

    private void bad(Place place, String message, String remedy) {
        report(place, BAD_TABLE, message, remedy);
    }

    private void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}
