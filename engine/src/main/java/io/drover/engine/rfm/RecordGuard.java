package io.drover.engine.rfm;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes text on, but not without end: a record of a file, such as a line, may have {@value #MOST} characters. One of somewhat more
 * passes too, since whoever reads takes blocks that end behind the record. Used by one thread.
 */
final class RecordGuard extends FilterReader {

    /** 1 MiB of plain text: as much as a request may have. */
    static final int MOST = 1024 * 1024;

    /** A record does not end. */
    static final class EndlessRecordException extends IOException {

        private static final long serialVersionUID = 1L;

        EndlessRecordException() {
            super("a record of more than " + MOST + " characters");
        }
    }

    private int passed;

    RecordGuard(Reader text) {
        super(text);
    }

    /** A record begins: what was passed on belongs to those before. */
    void begin() {
        passed = 0;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    /** @throws EndlessRecordException if the record has had enough characters; they can be read after another {@link #begin} */
    @Override
    public int read(char[] into, int at, int most) throws IOException {
        if (passed > MOST) {
            throw new EndlessRecordException();
        }
        int count = super.read(into, at, most);
        passed += Math.max(0, count);
        return count;
    }
}
