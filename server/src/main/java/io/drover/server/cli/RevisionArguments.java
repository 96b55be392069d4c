package io.drover.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which revision of which rule pack is to serve, and why. */
final class RevisionArguments {

    @Parameters(index = "0", paramLabel = "NAME", description = "The rule pack.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "REVISION", description = "The revision. Default: see above.")
    private @Nullable String revision;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who look later.")
    private String reason = "";

    RevisionArguments() {}

    String name() {
        return name;
    }

    /** Null: nobody says. */
    @Nullable
    String revision() {
        return revision;
    }

    String reason() {
        return reason;
    }
}
