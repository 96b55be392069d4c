package io.drover.server.cli;

import io.drover.engine.compile.PackReport;
import io.drover.server.serving.DroverServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts a server and says how it went. */
final class Start {

    private Start() {}

    /** Opens {@code server} and reads its packs; ready or not, it is live when this returns. */
    static void run(DroverServer server, Path rules, Surroundings surroundings) {
        if (!Files.isDirectory(rules) && !server.needsNoDirectory()) {
            throw new CannotRunException("The rules directory " + rules + " does not exist; name one with --rules.");
        }
        server.open();
        List<PackReport> reports = server.activate(pack -> surroundings.err().println("compiling " + pack));
        new ProblemPrinter(surroundings.err()).printAll(reports);
        if (server.isReady() && !server.whyNotReady().isEmpty()) {
            surroundings
                    .err()
                    .println("NOT ALL IS SERVED: " + server.whyNotReady()
                            + " What served before, if anything did, serves in its place.");
        }
        if (server.isReady()) {
            surroundings.out().println("listening on " + server.uri());
        } else {
            surroundings
                    .err()
                    .println("NOT READY: " + server.whyNotReady() + " The server is live at " + server.uri()
                            + ", but answers no request for a decision.");
        }
    }
}
