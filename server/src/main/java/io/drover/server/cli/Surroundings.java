package io.drover.server.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param out for what was asked for
 * @param err for progress and failures
 * @param environment the variables
 * @param home where the program is installed, with its reference packs and test data; null: not known
 * @param onTermination is given what is to be done when the process is told to end
 * @param halt ends the process at once with an exit code, also after it was told to end, when nothing else can choose the code
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        Clock clock,
        @Nullable Path home,
        Consumer<Runnable> onTermination,
        IntConsumer halt) {

    /** Surroundings in which nothing can be ended at once. */
    public Surroundings(
            PrintStream out,
            PrintStream err,
            InputStream in,
            Map<String, String> environment,
            Clock clock,
            @Nullable Path home,
            Consumer<Runnable> onTermination) {
        this(out, err, in, environment, clock, home, onTermination, code -> {});
    }

    /** Those of this process. Texts are UTF-8 whatever the locale, since rules and their messages are. */
    public static Surroundings ofProcess() {
        String home = System.getProperty("drover.home");
        return new Surroundings(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                new FileInputStream(FileDescriptor.in),
                System.getenv(),
                Clock.systemUTC(),
                home == null ? null : Path.of(home),
                task -> Runtime.getRuntime().addShutdownHook(new Thread(task, "stop")),
                code -> Runtime.getRuntime().halt(code));
    }

    /** A file or directory of the working directory, or else of the installation. */
    public Path find(String name) {
        Path here = Path.of(name);
        return home == null || here.isAbsolute() || here.toFile().exists() ? here : home.resolve(name);
    }
}
