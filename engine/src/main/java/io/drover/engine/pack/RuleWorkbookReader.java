package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.engine.spreadsheet.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sheets of a workbook that hold decision tables. Drools' own reader takes the first sheet for the rules, whatever
 * stands in the others. Here all sheets that look as if they held rules are read, so that none is overlooked; the others are
 * the analyst's notes.
 */
final class RuleWorkbookReader {

    private static final List<String> SETTING = List.of("RuleSet");
    private static final List<String> TABLE = List.of("RuleTable");

    private RuleWorkbookReader() {}

    /** The tables of all {@code sheets} of {@code file}, as if they stood below each other; null where there is none. */
    static @Nullable RuleSheet read(String file, List<Sheet> sheets, Consumer<PackProblem> sink) {
        List<Sheet> ofRules =
                sheets.stream().filter(RuleWorkbookReader::looksLikeRules).toList();
        if (ofRules.isEmpty()) {
            sink.accept(PackProblem.error(
                    Place.whole(file),
                    null,
                    "bad-table",
                    "No sheet of the workbook holds a RuleSet and a RuleTable.",
                    "Begin a sheet with the row: RuleSet, and the package of the rules."));
        }
        RuleSheet.Cell ruleSet = null;
        Map<String, RuleSheet.Cell> imports = new LinkedHashMap<>();
        List<RuleSheet.Table> tables = new ArrayList<>();
        for (Sheet sheet : ofRules) {
            RuleSheet read = sheet.hidden() ? reportHidden(sheet, sink) : RuleSheetReader.read(sheet, sink);
            if (read != null && (ruleSet == null || isSamePackage(ruleSet, read.ruleSet(), sink))) {
                ruleSet = ruleSet == null ? read.ruleSet() : ruleSet;
                read.imports().forEach(type -> imports.putIfAbsent(type.text(), type));
                tables.addAll(read.tables());
            }
        }
        return ruleSet == null ? null : new RuleSheet(file, ruleSet, List.copyOf(imports.values()), tables);
    }

    /** By a row that begins with a word that begins rules, be it misspelt, or by two that head their columns. */
    private static boolean looksLikeRules(Sheet sheet) {
        return sheet.rows().stream()
                .map(Sheet.Row::cells)
                .anyMatch(cells -> cells.stream()
                                .filter(cell -> !cell.isBlank())
                                .limit(1)
                                .anyMatch(RuleWorkbookReader::beginsRules)
                        || (cells.contains("CONDITION") && cells.contains("ACTION")));
    }

    private static boolean beginsRules(String cell) {
        String word = cell.strip().split("\\s+", 2)[0];
        return NearestName.of(cell.strip(), SETTING).isPresent()
                || NearestName.of(word, TABLE).isPresent();
    }

    private static @Nullable RuleSheet reportHidden(Sheet sheet, Consumer<PackProblem> sink) {
        sink.accept(PackProblem.error(
                Place.in(sheet, 1, 1),
                null,
                "bad-table",
                "The sheet \"" + sheet.name() + "\" is hidden, but holds rules.",
                "Show the sheet, or delete it."));
        return null;
    }

    private static boolean isSamePackage(RuleSheet.Cell first, RuleSheet.Cell other, Consumer<PackProblem> sink) {
        boolean same = first.text().equals(other.text());
        if (!same) {
            sink.accept(PackProblem.error(
                    other.place(),
                    null,
                    "bad-table",
                    "This RuleSet is \"" + other.text() + "\", but that of another sheet is \"" + first.text() + "\".",
                    "Write the name of the pack, with _ for -, in every sheet."));
        }
        return same;
    }
}
