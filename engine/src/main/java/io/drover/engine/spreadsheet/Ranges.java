package io.drover.engine.spreadsheet;

import io.drover.engine.spreadsheet.Sheet.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Ranges of cells in a sheet that lie beside each other, as merged cells do. No spreadsheet program lets them overlap; that they
 * do not cover more than the sheet keeps what looks at their cells quick.
 */
final class Ranges {

    private static final int MOST = 10_000;

    private final String what;
    private final List<Merge> list = new ArrayList<>();
    private long area;

    /** {@code what}: in the plural, what has these ranges. */
    Ranges(String what) {
        this.what = what;
    }

    /** Takes a range such as {@code B3:D3}; one of a single cell says nothing. */
    void add(@Nullable String range) throws SAXException {
        String[] ends = Objects.requireNonNullElse(range, "").split(":", 2);
        int[] first = SheetHandler.matched(ends[0]);
        int[] last = SheetHandler.matched(ends[ends.length - 1]);
        Merge read = new Merge(first[1], last[1], first[0], last[0]);
        if (read.firstRow() == read.lastRow() && read.firstColumn() == read.lastColumn()) {
            return;
        }
        if (list.size() == MOST) {
            throw WorkbookParts.ending(WorkbookParts.tooLarge("a sheet has more than " + MOST + " " + what));
        }
        area += size(read.firstRow(), read.lastRow(), SheetHandler.LAST_ROW)
                * size(read.firstColumn(), read.lastColumn(), SheetHandler.LAST_COLUMN);
        if (area > (long) SheetHandler.LAST_ROW * SheetHandler.LAST_COLUMN) {
            throw WorkbookParts.ending(WorkbookParts.notWhole());
        }
        list.add(read);
    }

    private static long size(int first, int last, int most) {
        return Math.max(0, Math.min(last, most) - first + 1);
    }

    List<Merge> list() {
        return list;
    }
}
