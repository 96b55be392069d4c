package io.drover.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The Markdown file of one run, {@code <date>-<name>.md}; written anew after every line, so that a run that is ended early
 * leaves what it had. What is recorded is printed too. Used by one thread.
 */
public final class ResultFile {

    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private final Machine.Time begin = Machine.Time.now();

    /**
     * A file in {@code directory}.
     *
     * @param title the heading
     */
    public ResultFile(Path directory, String name, String title, Instant now) {
        this.file = directory.resolve(now.atZone(ZoneOffset.UTC).toLocalDate() + "-" + name + ".md");
        line("# " + title);
        line("");
        line("- begun: " + now);
        Machine.describe().forEach(this::line);
        line("");
    }

    /** Adds a line. */
    public void line(String text) {
        lines.add(text);
        System.out.println(text);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a table of these columns. */
    public void table(String columns) {
        line("");
        line("| " + columns + " |");
        line("|" + "---|".repeat((int) columns.chars().filter(c -> c == '|').count() + 1));
    }

    /** Adds a line to the table. */
    public void row(String cells) {
        line("| " + cells + " |");
    }

    /** Notes how busy the machine is, others' work included. */
    public void load() {
        line("");
        line(String.format(
                Locale.ROOT,
                "Load average: %s. Since the run began, the host of this machine gave %.0f %% of its processors to others.",
                Machine.load(),
                Machine.Time.now().stolenSince(begin)));
    }

    public Path path() {
        return file;
    }
}
