package io.drover.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sample on a page for analysts: one block of code, or several that belong together. How a block becomes a pack is said
 * behind its language, where readers do not see it; docs/guide/README.md lists the words.
 *
 * @param heading the nearest one above
 * @param verdict what the line above says of it
 */
record GuideSample(Path page, int line, String heading, Verdict verdict, List<Block> blocks) {

    /** Whether a sample shows how to do it. */
    enum Verdict {
        /** It stands under "Bad". */
        BAD,
        /** It stands under "Good". */
        GOOD,
        /** It stands by itself: it is as it should be. */
        PLAIN
    }

    /** One block: its language, what else its first line says, and its text. */
    record Block(String language, String words, String text) {}

    private static final Pattern FENCE = Pattern.compile("```(\\w*)(.*)");

    /** Languages in which nothing of a pack is written; these blocks are no samples. */
    private static final List<String> OTHER = List.of("", "text", "console", "json");

    /** All samples of {@code page}, in order. */
    static List<GuideSample> of(Path page) throws IOException {
        Reading reading = new Reading(page);
        for (String line : Files.readAllLines(page)) {
            reading.take(line);
        }
        reading.end();
        return reading.samples;
    }

    String title() {
        return page.getFileName() + ":" + line + " " + heading + (verdict == Verdict.PLAIN ? "" : ", " + verdict);
    }

    private static final class Reading {

        private final Path page;
        private final List<GuideSample> samples = new ArrayList<>();
        private final List<Block> blocks = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private String heading = "";
        private Verdict verdict = Verdict.PLAIN;
        private @Nullable Matcher open;
        private int number;
        private int first;

        Reading(Path page) {
            this.page = page;
        }

        void take(String line) {
            number++;
            Matcher fence = FENCE.matcher(line);
            if (open != null) {
                inside(line, open);
            } else if (fence.matches()) {
                begin(fence);
            } else if (line.startsWith("#")) {
                end();
                heading = line.replaceFirst("#+ ", "");
                verdict = Verdict.PLAIN;
            } else if (line.startsWith("Bad")) {
                end();
                verdict = Verdict.BAD;
            } else if (line.startsWith("Good")) {
                end();
                verdict = Verdict.GOOD;
            }
        }

        private void begin(Matcher fence) {
            open = fence;
            text.setLength(0);
            if (verdict == Verdict.PLAIN && !fence.group(2).endsWith("+")) {
                end();
            }
            if (blocks.isEmpty()) {
                first = number;
            }
        }

        private void inside(String line, Matcher fence) {
            if (!line.equals("```")) {
                text.append(line).append('\n');
                return;
            }
            if (!OTHER.contains(fence.group(1))) {
                String words = fence.group(2).replaceFirst("\\+$", "").strip();
                blocks.add(new Block(fence.group(1), words, text.toString()));
            }
            open = null;
        }

        void end() {
            if (!blocks.isEmpty()) {
                samples.add(new GuideSample(page, first, heading, verdict, List.copyOf(blocks)));
                blocks.clear();
            }
        }
    }
}
