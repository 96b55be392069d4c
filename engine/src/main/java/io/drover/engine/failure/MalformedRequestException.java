package io.drover.engine.failure;

/** The request is not JSON. */
public final class MalformedRequestException extends DecisionException {

    private final long offset;
    private final int line;
    private final int column;

    /**
     * An exception for text that stops being JSON at a place.
     *
     * @param detail a sentence that says what is wrong, without text of the request
     * @param offset bytes from the start, from 0
     * @param line from 1
     * @param column from 1
     */
    public MalformedRequestException(String detail, long offset, int line, int column) {
        super("malformed-json", detail);
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    public long offset() {
        return offset;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
