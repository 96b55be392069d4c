package io.drover.engine.pack;

import io.drover.engine.spreadsheet.BadWorkbookException;
import io.drover.engine.spreadsheet.WorkbookReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.decisiontable.parser.DefaultRuleSheetListener;
import org.drools.template.model.DRLOutput;
import org.drools.template.model.Package;
import org.drools.template.model.Rule;
import org.drools.template.parser.DataListener;
import org.jspecify.annotations.Nullable;

/**
 * The rule text that decision tables stand for. Drools expands the tables; what it is fed was found sound before, one row
 * after the other, so that none of its guesses comes to bear.
 *
 * <p>To know which cell a line of the text comes from, each column's code goes in with a mark in front: a character of the
 * private use area, {@code U+E000} plus the column's number. It comes out in front of what the column contributed to the rule,
 * shows the cell, and is removed. Another one, as the rule's comment, shows where a rule begins.
 */
final class DecisionTable {

    private static final char COLUMN_MARK = '\uE000';
    private static final char LAST_COLUMN_MARK = '\uE7FF';
    /** In front of and behind what comes out of a row's cell. */
    private static final char CELL_MARK = '\uE800';

    private static final char END_OF_CELL_MARK = '\uE801';
    private static final Pattern PARAMETER = Pattern.compile("\\$(param|\\d{1,2})");
    private static final Pattern TEXT_OR_PARAMETER = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|" + PARAMETER);
    private static final String ANY_COLUMN_MARK = "[" + COLUMN_MARK + "-" + LAST_COLUMN_MARK + "]";
    private static final String RULE_MARK = "\uF000";

    private final RuleSheet sheet;
    private final StringBuilder drl = new StringBuilder();
    private final List<TableLine> lines = new ArrayList<>();

    private DecisionTable(RuleSheet sheet) {
        this.sheet = sheet;
    }

    /** The rule text of the tables in {@code text}, the content of a CSV file; empty where there is nothing sound. */
    static Optional<RuleFile> ofCsv(String path, String text, Consumer<PackProblem> sink) {
        return expand(path, RuleSheetReader.read(CsvSheet.read(path, text, sink), sink), sink);
    }

    /** The rule text of the tables in a workbook; empty where there is nothing sound. */
    static Optional<RuleFile> ofWorkbook(String path, byte[] workbook, Consumer<PackProblem> sink) {
        try {
            return expand(path, RuleWorkbookReader.read(path, WorkbookReader.read(path, workbook), sink), sink);
        } catch (BadWorkbookException e) {
            sink.accept(PackProblem.error(
                    Place.whole(path), null, "bad-workbook", String.valueOf(e.getMessage()), e.remedy()));
            return Optional.empty();
        }
    }

    private static Optional<RuleFile> expand(String path, @Nullable RuleSheet sheet, Consumer<PackProblem> sink) {
        if (sheet == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DecisionTable(sheet).expand());
        } catch (RuntimeException e) {
            // What Drools throws at bad tables is of no type in particular.
            sink.accept(PackProblem.error(
                    Place.whole(path),
                    null,
                    "bad-table",
                    "The tables of this file cannot be expanded into rules: " + e.getMessage() + ".",
                    "Simplify them, or write the rules in a .drl file."));
            return Optional.empty();
        }
    }

    private RuleFile expand() {
        DefaultRuleSheetListener listener = new DefaultRuleSheetListener();
        feed(listener);
        Package rules = listener.getRuleSet();
        for (Rule rule : rules.getRules()) {
            rule.setComment(RULE_MARK);
        }
        DRLOutput out = new DRLOutput();
        rules.renderDRL(out);
        takeLines(out.getDRL());
        return new RuleFile(sheet.file(), drl.toString(), lines);
    }

    private void feed(DefaultRuleSheetListener listener) {
        Feed feed = new Feed(listener);
        listener.startSheet("csv");
        feed.row(List.of("RuleSet", sheet.ruleSet().text()));
        for (RuleSheet.Cell type : sheet.imports()) {
            feed.row(List.of("Import", type.text()));
        }
        for (RuleSheet.Table table : sheet.tables()) {
            List<RuleSheet.Column> columns = table.columns();
            feed.row(List.of());
            feed.row(List.of("RuleTable rules"));
            feed.row(columns.stream().map(column -> column.keyword().name()).toList());
            feed.patterns(columns);
            feed.row(columns.stream().map(DecisionTable::markedCode).toList());
            feed.row(List.of());
            for (RuleSheet.Row row : table.rows()) {
                feed.row(row.cells());
            }
        }
        listener.finishSheet();
    }

    private static String markedCode(RuleSheet.Column column) {
        TableCode code = column.code();
        return code == null ? "" : (char) (COLUMN_MARK + column.number()) + markedParameters(code.text());
    }

    /** {@code code} with marks around each parameter, and around the whole of a text that has one in it. */
    private static String markedParameters(String code) {
        return TEXT_OR_PARAMETER
                .matcher(code)
                .replaceAll(part -> Matcher.quoteReplacement(
                        PARAMETER.matcher(part.group()).find()
                                ? CELL_MARK + part.group() + END_OF_CELL_MARK
                                : part.group()));
    }

    /** Gives rows to Drools without gaps, since Drools ends a table at an empty row. */
    private static final class Feed {

        private final DefaultRuleSheetListener listener;
        private int row;

        Feed(DefaultRuleSheetListener listener) {
            this.listener = listener;
        }

        void row(List<String> cells) {
            listener.newRow(row, cells.size());
            for (int i = 0; i < cells.size(); i++) {
                listener.newCell(row, i, cells.get(i), DataListener.NON_MERGED);
            }
            row++;
        }

        void patterns(List<RuleSheet.Column> columns) {
            listener.newRow(row, columns.size());
            for (int i = 0; i < columns.size(); i++) {
                RuleSheet.Column column = columns.get(i);
                Integer first = column.mergedFrom();
                int merged = first == null ? DataListener.NON_MERGED : i - (column.number() - first);
                listener.newCell(row, i, column.pattern(), merged);
            }
            row++;
        }
    }

    private void takeLines(String text) {
        List<RuleSheet.Row> rows = new ArrayList<>();
        List<List<RuleSheet.Column>> columns = new ArrayList<>();
        for (RuleSheet.Table table : sheet.tables()) {
            rows.addAll(table.rows());
            columns.addAll(Collections.nCopies(table.rows().size(), table.columns()));
        }
        int rule = -1;
        for (String line : text.lines().filter(any -> !any.isBlank()).toList()) {
            if (line.equals("//" + RULE_MARK)) {
                rule++;
                append("// row " + rows.get(rule).number(), rows.get(rule).namePlace());
            } else if (rule < 0) {
                append(line, headPlace(line));
            } else {
                takeRuleLine(line, rows.get(rule), columns.get(rule));
            }
        }
    }

    /** A line of a rule; constraints that share a pattern get a line each. */
    private void takeRuleLine(String line, RuleSheet.Row row, List<RuleSheet.Column> columns) {
        String indent = "";
        for (String part : line.split("(?<=, )(?=" + ANY_COLUMN_MARK + ")", -1)) {
            Place place = part.chars()
                    .filter(c -> c >= COLUMN_MARK && c <= LAST_COLUMN_MARK)
                    .mapToObj(c -> row.place(c - COLUMN_MARK))
                    .findFirst()
                    .orElse(row.namePlace());
            StringBuilder text = new StringBuilder(indent);
            lines.add(new TableLine(place, unmarked(part, text, row, columns)));
            drl.append(text.toString().stripTrailing()).append('\n');
            indent = "\t\t\t";
        }
    }

    /** Puts {@code part} without its marks behind {@code text}; what they say of where it was written. */
    private static List<TableLine.Span> unmarked(
            String part, StringBuilder text, RuleSheet.Row row, List<RuleSheet.Column> columns) {
        List<TableLine.Span> spans = new ArrayList<>();
        RuleSheet.@Nullable Column column = null;
        int endOfCode = -1;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c >= COLUMN_MARK && c <= LAST_COLUMN_MARK) {
                RuleSheet.Column next = numbered(c - COLUMN_MARK, columns);
                if (column == null) {
                    spans.add(new TableLine.Span(1, next.patternPlace()));
                }
                column = next;
                spans.add(new TableLine.Span(text.length() + 1, next.codePlace()));
                endOfCode = endOfBareCode(next, text.length());
            } else if (column != null && (c == CELL_MARK || c == END_OF_CELL_MARK)) {
                Place place = c == CELL_MARK ? row.place(column.number()) : column.codePlace();
                spans.add(new TableLine.Span(text.length() + 1, place));
            } else {
                text.append(c);
            }
            if (column != null && text.length() == endOfCode) {
                spans.add(new TableLine.Span(text.length() + 1, row.place(column.number())));
                endOfCode = -1;
            }
        }
        return spans;
    }

    private static RuleSheet.Column numbered(int number, List<RuleSheet.Column> columns) {
        return columns.stream()
                .filter(column -> column.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /** Where, if code that begins at {@code start} names no parameter, it ends, and Drools puts the cell; -1: it names some. */
    private static int endOfBareCode(RuleSheet.Column column, int start) {
        TableCode code = column.code();
        return code == null || !code.parameters().isEmpty()
                ? -1
                : start + code.text().length();
    }

    private Place headPlace(String line) {
        if (line.startsWith("package ")) {
            return sheet.ruleSet().place();
        }
        return sheet.imports().stream()
                .filter(type -> line.equals("import " + type.text() + ";"))
                .map(RuleSheet.Cell::place)
                .findFirst()
                .orElse(Place.whole(sheet.file()));
    }

    private void append(String line, Place place) {
        drl.append(line).append('\n');
        lines.add(new TableLine(place, List.of()));
    }
}
