package io.drover.bench.report;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every run that measures a server: what the scripts say, so that nobody has to. */
public final class Surroundings {

    @Option(names = "--jar", required = true, description = "The server's jar.")
    private Path jar = Path.of("");

    @Option(names = "--home", required = true, description = "Where the sources are.")
    private Path home = Path.of("");

    @Option(names = "--results", required = true, description = "The directory of results.")
    private Path results = Path.of("");

    /** The server's jar. */
    public Path jar() {
        return jar.toAbsolutePath();
    }

    /** Where the sources are. */
    public Path home() {
        return home.toAbsolutePath();
    }

    /** The directory that results are written to. */
    public Path results() {
        return results;
    }
}
