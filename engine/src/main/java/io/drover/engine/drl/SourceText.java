package io.drover.engine.drl;

import io.drover.engine.pack.Place;
import io.drover.engine.pack.RuleFile;
import java.util.Arrays;

/** A rule file, and the places of its offsets. */
final class SourceText {

    private final RuleFile file;
    private final int[] lineStarts;

    SourceText(RuleFile file) {
        this.file = file;
        String text = file.drl();
        int[] starts = new int[text.length() + 1];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts[lines] = i + 1;
                lines++;
            }
        }
        this.lineStarts = Arrays.copyOf(starts, lines);
    }

    RuleFile file() {
        return file;
    }

    String text() {
        return file.drl();
    }

    /** The line, from 1, that {@code offset} lies in. */
    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, clamp(offset));
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column, from 1, of {@code offset} in its line. */
    int column(int offset) {
        return clamp(offset) - lineStarts[line(offset) - 1] + 1;
    }

    /** The offset where {@code line}, from 1, begins. */
    int lineStart(int line) {
        return lineStarts[Math.min(Math.max(line, 1), lineStarts.length) - 1];
    }

    /** Where the author finds {@code offset}. */
    Place place(int offset) {
        return file.place(line(offset), column(offset));
    }

    /** Where the author wrote what stands at {@code offset}; in a decision table that may be in the head. */
    Place written(int offset) {
        return file.written(line(offset), column(offset));
    }

    private int clamp(int offset) {
        return Math.min(Math.max(offset, 0), text().length());
    }
}
