package io.drover.engine.spreadsheet;

/** A file that is no workbook that could be read, and what to do about it, both as sentences. */
public final class BadWorkbookException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    BadWorkbookException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
