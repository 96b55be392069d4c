package io.drover.server.decisionlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the log, such as {@code 2026-05-15.000001.ndjson}: decisions of one day, in the order of their ids. The newest
 * is written to, the others only change when a subject is forgotten, as a whole.
 *
 * @param day in UTC
 * @param number from 1, within the day
 */
record Segment(Path directory, LocalDate day, int number) implements Comparable<Segment> {

    private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.(\\d{6,9})\\.ndjson");
    private static final Comparator<Segment> ORDER =
            Comparator.comparing(Segment::day).thenComparing(Segment::number);

    Path path() {
        return directory.resolve(day + ".%06d.ndjson".formatted(number));
    }

    /** The segment after this one on the same day. */
    Segment next() {
        return new Segment(directory, day, number + 1);
    }

    @Override
    public int compareTo(Segment other) {
        return ORDER.compare(this, other);
    }

    /** All segments in {@code directory}, oldest first; none where there is no such directory. */
    static List<Segment> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> of(file).stream()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<Segment> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(name.group(2));
            return Optional.of(new Segment(file.resolveSibling(""), LocalDate.parse(name.group(1)), number));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
