package io.drover.engine.pack;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the treatment catalogue, from the manifest or from a CSV file. */
final class TreatmentReader {

    private static final List<String> REQUIRED = List.of("channel", "message", "offer", "owner");
    private static final List<String> KEYS = List.of(
            "channel",
            "message",
            "offer",
            "owner",
            "purpose",
            "priority",
            "due",
            "cooldown",
            "repeatEvery",
            "suppression",
            "enabled",
            "validFrom",
            "validUntil");
    private static final int MOST_PRIORITY = 1_000_000;

    private final DueReader due;
    private final Consumer<PackProblem> sink;
    private final Map<String, Place> places = new HashMap<>();

    TreatmentReader(DueReader due, Consumer<PackProblem> sink) {
        this.due = due;
        this.sink = sink;
    }

    /** Where the treatments are that were read so far, by key. */
    Map<String, Place> places() {
        return places;
    }

    TreatmentDefinition read(YamlNode.Entry entry, String label) {
        places.putIfAbsent(entry.key(), entry.place());
        YamlFields fields = new YamlFields(entry.value(), label, KEYS, sink);
        requireAll(entry, fields, label);
        String purpose = purpose(fields, label);
        Integer priority = fields.wholeNumber("priority", -MOST_PRIORITY, MOST_PRIORITY);
        Instant validFrom = fields.instant("validFrom");
        Instant validUntil = fields.instant("validUntil");
        checkPeriod(validFrom, validUntil, fields, label);
        return new TreatmentDefinition(
                entry.key(),
                orNone(fields.choice("channel", TreatmentDefinition.CHANNELS)),
                orNone(fields.text("message")),
                orNone(fields.text("offer")),
                orNone(fields.text("owner")),
                purpose,
                priority == null ? 0 : priority,
                due.read(fields, label),
                fields.duration("cooldown"),
                fields.duration("repeatEvery"),
                fields.flag("suppression", false),
                fields.flag("enabled", true),
                validFrom,
                validUntil);
    }

    private void requireAll(YamlNode.Entry entry, YamlFields fields, String label) {
        List<String> absent = REQUIRED.stream().filter(fields::lacks).toList();
        if (!absent.isEmpty()) {
            fields.report(
                    entry.place(),
                    "incomplete-treatment",
                    YamlFields.sentence(label + " has no " + String.join(" and no ", absent)),
                    "Add what is absent; write none where there is nothing.");
        }
    }

    private String purpose(YamlFields fields, String label) {
        String purpose = fields.text("purpose");
        if (purpose == null) {
            return "marketing";
        }
        Names.DEFINED.check(purpose, "the purpose of " + label, fields.place("purpose"), sink);
        return purpose;
    }

    private static void checkPeriod(
            @Nullable Instant validFrom, @Nullable Instant validUntil, YamlFields fields, String label) {
        if (validFrom != null && validUntil != null && !validFrom.isBefore(validUntil)) {
            fields.report(
                    fields.place("validUntil"),
                    "bad-period",
                    YamlFields.sentence(label + " stops being valid before it starts"),
                    "Let \"validUntil\" be later than \"validFrom\".");
        }
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "none" : text;
    }

    /** The catalogue in {@code text}, the content of the CSV file {@code file}: a column {@code key} and one for each key. */
    Map<String, TreatmentDefinition> readTable(String file, String text) {
        List<String> columns = new ArrayList<>(KEYS);
        columns.add(0, "key");
        List<String> required = new ArrayList<>(REQUIRED);
        required.add(0, "key");
        Map<String, TreatmentDefinition> treatments = new LinkedHashMap<>();
        for (CsvTable.Row row :
                CsvTable.read(file, text, columns, required, sink).rows()) {
            YamlNode.Entry entry = entry(row);
            if (entry == null) {
                continue;
            }
            Names.DEFINED.check(entry.key(), "a treatment", entry.place(), sink);
            TreatmentDefinition treatment = read(entry, "the treatment \"" + entry.key() + "\"");
            if (treatments.putIfAbsent(entry.key(), treatment) != null) {
                sink.accept(PackProblem.error(
                        entry.place(),
                        null,
                        "duplicate-key",
                        "The treatment \"" + entry.key() + "\" is there twice.",
                        "Remove one of the two rows."));
            }
        }
        return treatments;
    }

    /** A row as if it stood in the manifest, with the places of its cells. */
    private YamlNode.@Nullable Entry entry(CsvTable.Row row) {
        String key = row.value("key");
        if (key == null) {
            sink.accept(PackProblem.error(
                    row.place("key"),
                    null,
                    "missing-key",
                    "A treatment in this row has no key.",
                    "Give it one, such as sales.prioritize."));
            return null;
        }
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (String column : KEYS) {
            String value = row.value(column);
            if (value != null) {
                entries.put(
                        column, new YamlNode.Entry(row.place(column), column, cell(column, value, row.place(column))));
            }
        }
        return new YamlNode.Entry(row.place("key"), key, new YamlNode.Mapping(row.place("key"), entries));
    }

    private static YamlNode cell(String column, String value, Place place) {
        return switch (column) {
            case "priority" ->
                value.matches("-?\\d{1,9}")
                        ? new YamlNode.Numeric(place, new BigDecimal(value))
                        : new YamlNode.Text(place, value);
            case "suppression", "enabled" ->
                value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")
                        ? new YamlNode.Flag(place, Boolean.parseBoolean(value))
                        : new YamlNode.Text(place, value);
            default -> new YamlNode.Text(place, value);
        };
    }
}
