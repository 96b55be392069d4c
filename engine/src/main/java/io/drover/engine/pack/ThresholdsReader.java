package io.drover.engine.pack;

import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code thresholds.csv}. A bad row is reported, once for each bad cell, and left out. */
final class ThresholdsReader {

    private static final String FILE = PackFiles.THRESHOLDS;
    private static final List<String> COLUMNS =
            List.of("name", "type", "value", "unit", "min", "max", "description", "owner", "source", "assumption");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,10}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    /** In bytes of code that gives constants their values: a class has room for 65,535, some of which previews may need. */
    private static final int ROOM = 60_000;

    private static final int LONGEST_TEXT = 10_000;

    private final Map<String, Threshold> thresholds = new LinkedHashMap<>();
    private final Map<String, Threshold> byConstant = new HashMap<>();
    private final Set<String> refused = new TreeSet<>();
    private final Consumer<PackProblem> sink;
    private boolean rowIsBad;
    private int room = ROOM;

    private ThresholdsReader(Consumer<PackProblem> sink) {
        this.sink = sink;
    }

    /**
     * What came of reading the file.
     *
     * @param thresholds by name
     */
    record Outcome(Map<String, Threshold> thresholds, RefusedThresholds refused) {}

    /** The thresholds that {@code text} defines. */
    static Outcome read(String text, Consumer<PackProblem> sink) {
        ThresholdsReader reader = new ThresholdsReader(sink);
        List<PackProblem> ofTheTable = new ArrayList<>();
        CsvTable table = CsvTable.read(FILE, text, COLUMNS, List.of("name", "type", "value"), ofTheTable::add);
        ofTheTable.forEach(sink);
        for (CsvTable.Row row : table.rows()) {
            reader.readRow(row);
            if (reader.room < 0) {
                reader.bad(
                        row,
                        "name",
                        "The pack has more thresholds than one pack has room for: some 10000 numbers, or 1400 lists.",
                        "Split the pack, or write what belongs to one list as a threshold of type list.");
                break;
            }
        }
        return new Outcome(reader.thresholds, new RefusedThresholds(reader.refused, !ofTheTable.isEmpty()));
    }

    private void readRow(CsvTable.Row row) {
        rowIsBad = false;
        String name = name(row);
        Threshold.Type type = type(row);
        Object value = type == null ? null : value(row, "value", type);
        Object min = type == null || value == null ? null : bound(row, "min", type, value);
        Object max = type == null || value == null ? null : bound(row, "max", type, value);
        boolean assumption = assumption(row);
        if (rowIsBad || name == null || type == null || value == null) {
            String written = row.value("name");
            if (written != null) {
                refused.add(RefusedThresholds.constantOf(written));
            }
            return;
        }
        Threshold threshold = new Threshold(
                name,
                type,
                value,
                min,
                max,
                row.value("unit"),
                row.value("description"),
                row.value("owner"),
                row.value("source"),
                assumption,
                row.place("name"));
        thresholds.put(name, threshold);
        byConstant.put(threshold.constantName(), threshold);
        room -= room(threshold);
    }

    /** At least the bytes of the code that gives {@code threshold} its value. */
    private static int room(Threshold threshold) {
        return switch (threshold.type()) {
            case INTEGER, TEXT, DURATION -> 6;
            case DECIMAL -> 13;
            case LIST -> 36 + threshold.value().toString().length() / 3_000;
        };
    }

    private @Nullable String name(CsvTable.Row row) {
        String name = row.value("name");
        if (name == null) {
            bad(row, "name", "A threshold in this row has no name.", "Give it one, such as intent.window.");
            return null;
        }
        if (!NAME.matcher(name).matches()) {
            bad(
                    row,
                    "name",
                    "\"" + name + "\" is no name for a threshold.",
                    "Write words of small letters and digits with . or - between them, such as intent.window.");
            return null;
        }
        if (thresholds.containsKey(name)) {
            bad(row, "name", "The threshold \"" + name + "\" is there twice.", "Remove one of the two rows.");
            return null;
        }
        Threshold other =
                byConstant.get(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        if (other != null) {
            bad(
                    row,
                    "name",
                    "The thresholds \"" + name + "\" and \"" + other.name() + "\" would both be T."
                            + other.constantName() + " in rules.",
                    "Rename one of the two.");
            return null;
        }
        return name;
    }

    private Threshold.@Nullable Type type(CsvTable.Row row) {
        String text = row.value("type");
        for (Threshold.Type type : Threshold.Type.values()) {
            if (text != null && text.equalsIgnoreCase(type.name())) {
                return type;
            }
        }
        bad(
                row,
                "type",
                label(row) + (text == null ? " has no type." : " cannot be of the type \"" + text + "\"."),
                "Use integer, decimal, duration, text or list.");
        return null;
    }

    /** The content of a cell as {@code type} wants it. */
    private @Nullable Object value(CsvTable.Row row, String column, Threshold.Type type) {
        String text = row.value(column);
        if (text == null) {
            bad(row, column, label(row) + " has no value.", "Write its value here.");
            return null;
        }
        switch (type) {
            case INTEGER -> {
                if (INTEGER.matcher(text).matches() && Long.parseLong(text) == (int) Long.parseLong(text)) {
                    return Integer.valueOf(text);
                }
                mismatch(row, column, text, "a whole number", "Write digits only, such as 200");
            }
            case DECIMAL -> {
                if (DECIMAL.matcher(text).matches()) {
                    return new BigDecimal(text);
                }
                mismatch(row, column, text, "a number", "Write digits with a decimal point, such as 0.2");
            }
            case DURATION -> {
                if (Durations.isDuration(text)) {
                    return text;
                }
                mismatch(row, column, text, "a duration", "Write a number and d, h, m or s, such as 7d");
            }
            case TEXT -> {
                if (text.length() <= LONGEST_TEXT) {
                    return text;
                }
                bad(row, column, label(row) + " is longer than 10,000 characters.", "Shorten it.");
            }
            case LIST -> {
                return list(row, text);
            }
        }
        return null;
    }

    private @Nullable List<String> list(CsvTable.Row row, String text) {
        List<String> items = Stream.of(text.split("\\|", -1)).map(String::strip).toList();
        if (items.contains("") || new TreeSet<>(items).size() < items.size()) {
            bad(
                    row,
                    "value",
                    "The list of " + label(row) + " has an empty item, or one item twice.",
                    "Write each item once, with | between them, such as a|b|c.");
            return null;
        }
        return items;
    }

    /** The bound in {@code column}, which {@code value} is held to; null where there is none. */
    private @Nullable Object bound(CsvTable.Row row, String column, Threshold.Type type, Object value) {
        String text = row.value(column);
        if (text == null) {
            return null;
        }
        if (type == Threshold.Type.TEXT || type == Threshold.Type.LIST) {
            bad(row, column, label(row) + " has a " + column + ", but is no number.", "Leave this cell empty.");
            return null;
        }
        Object limit = value(row, column, type);
        if (limit == null) {
            return null;
        }
        int order = Threshold.size(value).compareTo(Threshold.size(limit));
        if (column.equals("min") ? order < 0 : order > 0) {
            bad(
                    row,
                    "value",
                    label(row) + " is " + row.value("value") + ", but its " + column + " is " + text + ".",
                    "Correct the value or the " + column + ".");
        }
        return limit;
    }

    private boolean assumption(CsvTable.Row row) {
        String text = row.value("assumption");
        if (text != null && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            bad(
                    row,
                    "assumption",
                    "Whether " + label(row) + " is an assumption cannot be \"" + text + "\".",
                    "Write true or false, or leave the cell empty.");
        }
        return Boolean.parseBoolean(text);
    }

    private static String label(CsvTable.Row row) {
        String name = row.value("name");
        return name == null ? "the threshold in this row" : "the threshold \"" + name + "\"";
    }

    private void mismatch(CsvTable.Row row, String column, String text, String wanted, String remedy) {
        String what = column.equals("value") ? label(row) : "the " + column + " of " + label(row);
        bad(row, column, what + " must be " + wanted + ", but is \"" + text + "\".", remedy + ".");
    }

    private void bad(CsvTable.Row row, String column, String message, String remedy) {
        rowIsBad = true;
        String sentence = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        sink.accept(PackProblem.error(row.place(column), null, "bad-threshold", sentence, remedy));
    }
}
