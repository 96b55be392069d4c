package io.drover.server.cli;

/** What the program tells its caller by its exit code. */
final class ExitCode {

    static final int WELL = 0;

    /** A finding that is grave enough, or a failed scenario. */
    static final int FINDING = 1;

    static final int WRONG_USAGE = 2;

    static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
