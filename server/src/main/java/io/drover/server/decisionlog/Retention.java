package io.drover.server.decisionlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the segments whose decisions are too old, once a day. Belongs to one thread. */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Path directory;
    private final int days;
    private @Nullable LocalDate last;

    /** Deletes what is older than {@code days}; 0: nothing. */
    Retention(Path directory, int days) {
        this.directory = directory;
        this.days = days;
    }

    /** Deletes what is too old on {@code today}, unless it was done already. */
    void run(LocalDate today) {
        if (days == 0 || today.equals(last)) {
            return;
        }
        last = today;
        try {
            for (Segment segment : Segment.list(directory)) {
                // The day's last decision has been there for as many days when the day after them has passed.
                if (segment.day().plusDays(days).isBefore(today)) {
                    Files.deleteIfExists(segment.path());
                    LOG.atInfo()
                            .addKeyValue("file", segment.path().getFileName())
                            .log("decisions are too old and deleted");
                }
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("decisions that are too old cannot be deleted");
        }
    }
}
