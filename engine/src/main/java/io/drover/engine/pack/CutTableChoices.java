package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.engine.rfm.Metric;
import io.drover.model.decision.CutTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a manifest which of the pack's cut tables is used for which metric.
 *
 * @param tables by id
 * @param areComplete whether all of the pack's tables could be read
 */
record CutTableChoices(Map<String, CutTable> tables, boolean areComplete, Consumer<PackProblem> sink) {

    /** By metric, the id of a table. */
    Map<String, String> read(YamlFields manifest) {
        Map<String, String> choices = new LinkedHashMap<>();
        YamlNode rfm = manifest.node("rfm");
        if (rfm != null) {
            YamlFields fields = new YamlFields(rfm, "\"rfm\" of the manifest", List.of("cutTable"), sink);
            fields.require("cutTable");
            add(CutTable.RFM, fields.text("cutTable"), fields.place("cutTable"), choices);
        }
        for (YamlNode.Entry entry : manifest.entries("cutTables")) {
            String metric = entry.key();
            if (metric.equals(CutTable.RFM)) {
                report(
                        entry.place(),
                        "unknown-value",
                        "The cut table of rfm has a place of its own.",
                        "Write \"rfm: {cutTable: …}\" instead.");
            } else if (Metric.of(metric).isEmpty()) {
                report(
                        entry.place(),
                        "unknown-value",
                        "There is no metric \"" + metric + "\".",
                        NearestName.remedy(metric, Metric.names(), "Besides attributes there are"));
            } else {
                String id = YamlFields.text(entry.value(), "the cut table of " + metric, sink);
                add(metric, id, entry.value().place(), choices);
            }
        }
        return choices;
    }

    private void add(String metric, @Nullable String id, Place place, Map<String, String> choices) {
        if (id == null) {
            return;
        }
        choices.put(metric, id);
        CutTable table = tables.get(id);
        if (areComplete && (table == null || !table.metric().equals(metric))) {
            List<String> known = tables.values().stream()
                    .filter(each -> each.metric().equals(metric))
                    .map(CutTable::id)
                    .toList();
            report(
                    place,
                    "unknown-cut-table",
                    "The pack has no cut table" + (metric.equals(CutTable.RFM) ? "" : " of " + metric)
                            + " with the id \"" + id + "\".",
                    known.isEmpty()
                            ? "Put the table into the folder cut-tables."
                            : "Use one of these: " + String.join(", ", known) + ".");
        }
    }

    private void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}
