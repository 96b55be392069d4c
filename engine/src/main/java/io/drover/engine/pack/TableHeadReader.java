package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.engine.spreadsheet.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the head of a decision table: the rows RuleTable, keywords, patterns, code and labels. */
final class TableHeadReader {

    /** How many rows the head has, and which of them are those of the patterns and the labels. */
    static final int ROWS = 5;

    static final int PATTERNS = 2;
    static final int LABELS = 4;

    private static final List<String> PARTS = List.of("RuleTable", "keywords", "patterns", "code", "labels");
    private static final List<String> KEYWORDS =
            Stream.of(RuleSheet.Keyword.values()).map(Enum::name).toList();
    /** Columns that Drools knows besides; they would set what rules here must not have. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "PRIORITY",
            "DURATION",
            "TIMER",
            "CALENDARS",
            "NO-LOOP",
            "LOCK-ON-ACTIVE",
            "AUTO-FOCUS",
            "ACTIVATION-GROUP",
            "AGENDA-GROUP",
            "RULEFLOW-GROUP",
            "DATE-EFFECTIVE",
            "DATE-EXPIRES");

    /** A rule's name as most are written, {@code persona.executive-by-rank}; no label looks so. */
    private static final Pattern RULE = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");

    private static final Pattern TYPOGRAPHIC = Pattern.compile("[\\p{Pi}\\p{Pf}\u201A\u201E]");
    /** Invisible ones, and those by which {@link DecisionTable} knows columns again. */
    private static final Pattern NO_MEANING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}]");

    /** A table reaches no further. */
    static final int LAST_COLUMN = 500;

    private final Sheet sheet;
    private final List<Sheet.Row> rows;
    private final int firstColumn;
    private final Consumer<PackProblem> sink;
    private final List<RuleSheet.Column> columns = new ArrayList<>();
    private PatternRow patterns;
    private boolean sound = true;

    TableHeadReader(Sheet sheet, List<Sheet.Row> rows, int firstColumn, Consumer<PackProblem> sink) {
        this.sheet = sheet;
        this.rows = rows;
        this.firstColumn = firstColumn;
        this.sink = sink;
        this.patterns = new PatternRow(sheet, rows.get(0), firstColumn); // until it is known that there is one
    }

    /** The columns; null where something is wrong with the head. */
    @Nullable
    List<RuleSheet.Column> read() {
        if (rows.size() < ROWS) {
            bad(
                    0,
                    firstColumn,
                    "The table's head ends before its row of " + PARTS.get(rows.size()) + ".",
                    "Write its five rows: RuleTable, keywords, patterns (may be empty), code and labels.");
            return null;
        }
        patterns = new PatternRow(sheet, rows.get(PATTERNS), firstColumn);
        rows.subList(0, LABELS).forEach(this::reportDoubts);
        for (int column = firstColumn; column <= width(); column++) {
            readColumn(column);
        }
        checkKeywords();
        return sound ? columns : null;
    }

    private int width() {
        int width = 0;
        for (Sheet.Row row : rows.subList(0, LABELS)) {
            width = Math.max(width, row.width());
        }
        int patternsRow = rows.get(PATTERNS).number();
        for (Sheet.Merge merge : sheet.merges()) {
            width = merge.firstRow() == patternsRow ? Math.max(width, merge.lastColumn()) : width;
        }
        return Math.min(width, LAST_COLUMN + 1);
    }

    private void reportDoubts(Sheet.Row row) {
        row.doubts().forEach((column, doubt) -> {
            if (column >= firstColumn) {
                report(Place.in(sheet, row.number(), column), "bad-cell", doubt.message(), doubt.remedy());
            }
        });
    }

    private String cell(int row, int column) {
        return row == PATTERNS ? patterns.cell(column) : rows.get(row).cell(column);
    }

    private void readColumn(int column) {
        if (cell(1, column).isEmpty()) {
            for (int row = PATTERNS; row < LABELS; row++) {
                if (!cell(row, column).isEmpty()) {
                    bad(
                            row,
                            column,
                            "This column has no keyword above.",
                            "Write a keyword such as CONDITION above it.");
                }
            }
            return;
        }
        RuleSheet.Keyword keyword = keyword(column);
        if (keyword == null) {
            return;
        }
        boolean coded = keyword != RuleSheet.Keyword.NAME && keyword != RuleSheet.Keyword.DESCRIPTION;
        String pattern = pattern(column, keyword);
        TableCode code = coded ? code(column, keyword) : null;
        if (!coded && !cell(3, column).isEmpty()) {
            bad(3, column, "A column of the kind " + keyword + " has no code.", "Leave this cell empty.");
        }
        if (column > LAST_COLUMN) {
            bad(1, column, "The table reaches beyond column " + LAST_COLUMN + ".", "Split it into several tables.");
        }
        if (keyword == RuleSheet.Keyword.NAME && RULE.matcher(cell(4, column)).matches()) {
            bad(
                    4,
                    column,
                    "This row is for labels, but \"" + cell(4, column) + "\" looks like the name of a rule.",
                    "Insert a row of labels above the first rule; it may be empty.");
        }
        Integer first = patterns.sharedFrom(column);
        Place patternPlace = pattern.isEmpty() ? place(3, column) : place(PATTERNS, first == null ? column : first);
        columns.add(new RuleSheet.Column(column, keyword, pattern, first, code, patternPlace, place(3, column)));
    }

    private RuleSheet.@Nullable Keyword keyword(int column) {
        String text = cell(1, column).toUpperCase(Locale.ROOT);
        for (RuleSheet.Keyword keyword : RuleSheet.Keyword.values()) {
            if (text.equals(keyword.name()) || text.equals(keyword.shortcut)) {
                return keyword;
            }
        }
        if (ATTRIBUTES.contains(text)) {
            bad(1, column, "Rules have no attributes such as " + text + " here.", "Remove the column.");
        } else {
            bad(
                    1,
                    column,
                    "\"" + cell(1, column) + "\" is no keyword for a column.",
                    NearestName.remedy(text, KEYWORDS, "Use one of these"));
        }
        return null;
    }

    /** The pattern that a condition's code belongs to: above it, or above the first of the columns that share it. */
    private String pattern(int column, RuleSheet.Keyword keyword) {
        String text = cell(2, column);
        Integer first = patterns.sharedFrom(column);
        if (!text.isEmpty() && keyword != RuleSheet.Keyword.CONDITION) {
            bad(2, column, "Only a CONDITION has a pattern.", "Leave this cell empty.");
        } else if (text.contains("$param") || text.contains("$1")) {
            bad(
                    2,
                    column,
                    "This row is for patterns such as Contact, but the cell holds code.",
                    "Write the code one row below; the row of patterns may be empty, but must be there.");
        } else if (first != null && !text.isEmpty() && patterns.pattern(column).isEmpty()) {
            bad(2, column, "The merged columns have no pattern.", "Write it in front of the ... of the first.");
        } else if (!patterns.agrees(column)) {
            bad(
                    2,
                    column,
                    "This pattern is merged with a different one, " + cell(2, first == null ? column : first)
                            + ", to its left.",
                    "Write the same pattern, or put a column without ... between them.");
        }
        return patterns.pattern(column);
    }

    private @Nullable TableCode code(int column, RuleSheet.Keyword keyword) {
        String text = cell(3, column).replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            bad(
                    3,
                    column,
                    "A column of the kind " + keyword + " needs code.",
                    "Write it here, with $param for the cell.");
            return null;
        }
        if (NO_MEANING.matcher(text).find()) {
            bad(3, column, "The code holds a character of no meaning.", "Write it anew.");
            return null;
        }
        if (TYPOGRAPHIC.matcher(text).find()) {
            bad(
                    3,
                    column,
                    "The code holds a quotation mark as it is set in print, which programs put in by themselves.",
                    "Write \" instead, and switch off that the program replaces quotation marks.");
            return null;
        }
        try {
            return TableCode.parse(text);
        } catch (TableCode.BadTableCodeException e) {
            bad(3, column, "The code " + text + " cannot be used: " + e.getMessage() + ".", e.remedy() + ".");
            return null;
        }
    }

    private void checkKeywords() {
        long names = count(RuleSheet.Keyword.NAME);
        if (names == 0 && sound) {
            report(
                    place(0, firstColumn),
                    "missing-rule-name",
                    "The table has no column NAME, so its rules have no names.",
                    "Add a column NAME.");
        }
        if (names > 1) {
            bad(1, firstColumn, "The table has more than one column NAME.", "Keep one of them.");
        }
        if (count(RuleSheet.Keyword.ACTION) == 0 && sound) {
            bad(1, firstColumn, "The table has no ACTION, so its rules conclude nothing.", "Add a column ACTION.");
        }
    }

    private long count(RuleSheet.Keyword keyword) {
        return columns.stream().filter(column -> column.keyword() == keyword).count();
    }

    private Place place(int row, int column) {
        return Place.in(sheet, rows.get(row).number(), column);
    }

    private void bad(int row, int column, String message, String remedy) {
        report(place(row, column), "bad-table", message, remedy);
    }

    private void report(Place place, String code, String message, String remedy) {
        sound = false;
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}
