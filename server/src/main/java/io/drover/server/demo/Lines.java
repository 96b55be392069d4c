package io.drover.server.demo;

import java.util.ArrayList;
import java.util.List;

/** Breaks long lines for a terminal. */
final class Lines {

    private static final int WIDTH = 118;

    private Lines() {}

    /** The lines of {@code text}, broken between words; those after the first begin with {@code indent} spaces. */
    static List<String> wrap(String text, int indent) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH);
            if (end <= indent) {
                break;
            }
            lines.add(rest.substring(0, end));
            rest = " ".repeat(indent) + rest.substring(end + 1);
        }
        lines.add(rest);
        return lines;
    }
}
