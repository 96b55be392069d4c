package io.drover.server.decisionlog;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the log, also while a server writes it. A decision is found by its id in some tens of reads of a few kilobytes: the
 * id tells the day, bisection the segment of the day and the place in the segment.
 *
 * <p>Thread-safe.
 */
public final class DecisionLogReader {

    private final Path directory;

    /** A reader of the log in {@code directory}, which need not exist. */
    public DecisionLogReader(Path directory) {
        this.directory = directory;
    }

    /**
     * The decision {@code id}; empty where the log has none.
     *
     * @throws TornLineException if the log has only a part of it
     */
    public Optional<LogLine> find(String id) throws IOException {
        Optional<byte[]> line = line(id);
        return line.isEmpty() ? Optional.empty() : Optional.of(whole(id, line.get()));
    }

    /**
     * The line of the decision {@code id}, a JSON object in UTF-8; empty where the log has none.
     *
     * @throws TornLineException if the log has only a part of it
     */
    public Optional<byte[]> text(String id) throws IOException {
        Optional<byte[]> line = line(id);
        if (line.isPresent()) {
            whole(id, line.get());
        }
        return line;
    }

    private static LogLine whole(String id, byte[] line) throws TornLineException {
        return LogLine.parse(line).orElseThrow(() -> new TornLineException(id));
    }

    private Optional<byte[]> line(String id) throws IOException {
        Optional<String> exact = DecisionIds.parse(id);
        if (exact.isEmpty()) {
            return Optional.empty();
        }
        List<Segment> ofDay = Segment.list(directory).stream()
                .filter(segment -> segment.day().equals(DecisionIds.dayOf(exact.get())))
                .toList();
        int low = 0;
        int high = ofDay.size();
        while (low < high) {
            int middle = (low + high) / 2;
            int first = firstWithDecisions(ofDay, middle, high);
            if (first == high || firstId(ofDay.get(first)).orElse("").compareTo(exact.get()) > 0) {
                high = middle;
            } else {
                low = first + 1;
            }
        }
        return low == 0 ? Optional.empty() : textIn(ofDay.get(low - 1), exact.get());
    }

    /** Gives {@code receiver} every decision, oldest first. Lines that are torn are passed over. */
    public void forEach(Consumer<LogLine> receiver) throws IOException {
        forEach(LogSpan.ALL, receiver);
    }

    /** Gives {@code receiver} every decision of {@code span}, oldest first. Lines that are torn are passed over. */
    public void forEach(LogSpan span, Consumer<LogLine> receiver) throws IOException {
        for (Segment segment : Segment.list(directory)) {
            if (span.mayHave(segment)) {
                forEach(segment, span, receiver);
            }
        }
    }

    private static void forEach(Segment segment, LogSpan span, Consumer<LogLine> receiver) throws IOException {
        try (SegmentFile file = SegmentFile.open(segment.path())) {
            file.forEachLine(line -> LogLine.parse(line).filter(span::has).ifPresent(receiver));
        } catch (NoSuchFileException e) {
            // It has become too old meanwhile.
        }
    }

    /** The end of {@code span} that begins with the last {@code most} of its decisions that are logged whole; at least one. */
    public LogSpan latest(LogSpan span, int most) throws IOException {
        int left = most;
        for (Segment segment : newestFirst(directory)) {
            if (!span.mayHave(segment)) {
                break;
            }
            List<String> whole = new ArrayList<>();
            forEach(segment, span, line -> {
                if (line.isWhole()) {
                    whole.add(line.entry().decisionId());
                }
            });
            if (whole.size() >= left) {
                return new LogSpan(span.since(), span.until(), whole.get(whole.size() - left));
            }
            left -= whole.size();
        }
        return span;
    }

    private static List<Segment> newestFirst(Path directory) throws IOException {
        List<Segment> newestFirst = new ArrayList<>(Segment.list(directory));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The id of the last decision of all. */
    static Optional<String> lastId(Path directory) throws IOException {
        for (Segment segment : newestFirst(directory)) {
            try (SegmentFile file = SegmentFile.open(segment.path())) {
                Optional<String> last = file.lastId();
                if (last.isPresent()) {
                    return last;
                }
            }
        }
        return Optional.empty();
    }

    private static int firstWithDecisions(List<Segment> segments, int from, int to) throws IOException {
        int index = from;
        while (index < to && firstId(segments.get(index)).isEmpty()) {
            index++;
        }
        return index;
    }

    private static Optional<String> firstId(Segment segment) throws IOException {
        try (SegmentFile file = SegmentFile.open(segment.path())) {
            return file.firstId();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> textIn(Segment segment, String id) throws IOException {
        try (SegmentFile file = SegmentFile.open(segment.path())) {
            return file.find(id);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
