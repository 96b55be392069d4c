package io.drover.engine.rfm;

/** A text that is no cut table; the message says to an analyst what is wrong, {@link #remedy} what to do. */
public final class BadCutTableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final int line;
    private final int column;

    /**
     * An exception for what stands at a place.
     *
     * @param message one sentence that says what is wrong
     * @param remedy one sentence that says what to do about it
     * @param line from 1
     * @param column from 1
     */
    public BadCutTableException(String message, String remedy, int line, int column) {
        super(message);
        this.remedy = remedy;
        this.line = line;
        this.column = column;
    }

    public String remedy() {
        return remedy;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
