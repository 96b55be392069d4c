package io.drover.server;

import io.drover.server.cli.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The program's commands as they are typed, run in this process, and what they print. */
final class Commands {

    /** The variables that a command finds. */
    final Map<String, String> environment = new HashMap<>();

    /** What a command has to be done when it is told to end. */
    final BlockingQueue<Runnable> onTermination = new LinkedBlockingQueue<>();

    /** What a command reads from its standard input. */
    String in = "";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The exit code of a command. */
    int run(String... arguments) {
        return Main.commandLine(new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        environment,
                        TestServer.CLOCK,
                        Path.of(".."),
                        onTermination::add))
                .execute(arguments);
    }

    /** What was printed since the last {@link #forget}. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was said of progress and failures since then. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Forgets what was printed. */
    void forget() {
        out.reset();
        err.reset();
    }
}
