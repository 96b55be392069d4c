package io.drover.server.decisionlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the disk keep what was written. Where the disk refuses, the lines can still be read from the system's memory, but the
 * system need not try again to bring them to the disk, so they may be lost even if it keeps later ones: it is counted, and
 * the application log says when that begins and when it ends.
 *
 * <p>Belongs to one thread, but for the count.
 */
final class DiskSync {

    private static final Logger LOG = LoggerFactory.getLogger(DiskSync.class);

    private final AtomicLong failures = new AtomicLong();
    private boolean failing;

    /** Waits until the disk has what was written to {@code file}; false: it refuses. */
    boolean force(FileChannel file) {
        try {
            file.force(false);
        } catch (IOException e) {
            failures.incrementAndGet();
            if (!failing) {
                failing = true;
                LOG.atError()
                        .addKeyValue("failure", e.toString())
                        .log("decision log is written, but the disk does not keep it; a power cut would take it");
            }
            return false;
        }
        if (failing) {
            failing = false;
            LOG.atWarn()
                    .addKeyValue("failures", failures.get())
                    .log("the disk keeps the decision log again; lines written meanwhile may be lost");
        }
        return true;
    }

    /** How often the disk has refused. */
    long failures() {
        return failures.get();
    }
}
