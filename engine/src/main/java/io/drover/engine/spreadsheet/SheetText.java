package io.drover.engine.spreadsheet;

import io.drover.engine.spreadsheet.Sheet.Merge;
import java.util.List;
import java.util.StringJoiner;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** Workbooks as text, by which people and programs compare them line by line. */
public final class SheetText {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setQuoteMode(QuoteMode.MINIMAL).get();

    private SheetText() {}

    /**
     * What is in {@code sheets}: below a line with its name each sheet as CSV, and before that, what CSV does not show, if
     * there is any: what is hidden, and what is merged.
     */
    public static String of(List<Sheet> sheets) {
        StringBuilder text = new StringBuilder();
        for (Sheet sheet : sheets) {
            text.append("# ").append(sheet.name()).append('\n');
            note(text, "hidden", hidden(sheet));
            note(
                    text,
                    "merged",
                    String.join(", ", sheet.merges().stream().map(Merge::range).toList()));
            sheet.rows().forEach(row -> text.append(line(row)).append('\n'));
        }
        return text.toString();
    }

    private static void note(StringBuilder text, String what, String which) {
        if (!which.isEmpty()) {
            text.append("# ").append(what).append(": ").append(which).append('\n');
        }
    }

    private static String hidden(Sheet sheet) {
        StringJoiner hidden = new StringJoiner(", ");
        if (sheet.hidden()) {
            hidden.add("the sheet");
        }
        sheet.hiddenColumns().stream().sorted().forEach(column -> hidden.add("column " + Sheet.columnName(column)));
        sheet.rows().stream().filter(Sheet.Row::hidden).forEach(row -> hidden.add("row " + row.number()));
        return hidden.toString();
    }

    private static String line(Sheet.Row row) {
        int width = row.width();
        while (width > 0 && row.cell(width).isEmpty()) {
            width--;
        }
        return width == 0 ? "" : FORMAT.format(row.cells().subList(0, width).toArray());
    }
}
