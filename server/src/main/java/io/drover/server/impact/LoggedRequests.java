package io.drover.server.impact;

import io.drover.server.decisionlog.DecisionLogReader;
import io.drover.server.decisionlog.LogEntry;
import io.drover.server.decisionlog.LogLine;
import io.drover.server.decisionlog.LogSpan;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;

/** The requests of decisions in the log that were logged whole. Thread-safe. */
public final class LoggedRequests implements RequestSource {

    private final DecisionLogReader log;
    private final LogSpan span;

    /** Those of {@code log} that {@code span} has. */
    public LoggedRequests(DecisionLogReader log, LogSpan span) {
        this.log = log;
        this.span = span;
    }

    @Override
    public Rest forEach(Consumer<Item> receiver) throws IOException {
        long[] without = new long[2]; // logged by their hash; forgotten
        log.forEach(span, line -> {
            if (line.isWhole()) {
                receiver.accept(item(line));
            } else {
                without[line.entry().facts() == LogEntry.Facts.FORGOTTEN ? 1 : 0]++;
            }
        });
        return new Rest(without[0], without[1]);
    }

    /** The first half of a decision's id ascends, and no two have the same. */
    private static Item item(LogLine line) {
        LogEntry entry = line.entry();
        long position = UUID.fromString(entry.decisionId()).getMostSignificantBits();
        return new Item(position, entry.decisionId(), entry.subject(), line.request());
    }
}
