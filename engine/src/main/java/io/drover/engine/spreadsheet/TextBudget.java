package io.drover.engine.spreadsheet;

import org.xml.sax.SAXException;

/**
 * How much text the cells of one workbook may have together: as much as a CSV file may. In a workbook a text is stored once,
 * however many cells have it.
 */
final class TextBudget {

    private static final int MOST = 2 * 1024 * 1024;
    /** What a cell costs beside its text. */
    private static final int CELL = 8;

    private int taken;

    /** Takes a cell with a text of this length. */
    void take(int length) throws SAXException {
        taken += Math.min(MOST, length) + CELL;
        if (taken > MOST) {
            throw WorkbookParts.ending(WorkbookParts.tooLarge("its cells hold more than 2 MiB of text"));
        }
    }
}
