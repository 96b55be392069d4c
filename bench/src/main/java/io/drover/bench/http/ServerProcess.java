package io.drover.bench.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, which says "listening on" and where when it serves. Ended by its process id, and only it. */
public final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "listening on ";
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final URI uri;
    private final long millisToListening;

    private ServerProcess(Process process, URI uri, long millisToListening) {
        this.process = process;
        this.uri = uri;
        this.millisToListening = millisToListening;
    }

    /**
     * Starts the Drover in {@code jar} on any free port.
     *
     * @param home where Drover's sources are
     * @param log gets what it writes to its error stream
     */
    public static ServerProcess drover(
            Path jar, Path home, Path rules, Path data, Path log, List<String> jvmOptions, List<String> options) {
        List<String> command = new ArrayList<>(jvmOptions);
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-Ddrover.home=" + home));
        command.addAll(List.of("-jar", jar.toString(), "serve", "--port", "0"));
        command.addAll(List.of("--rules", rules.toString(), "--data", data.toString()));
        command.addAll(options);
        return java(command, log);
    }

    /** Starts an echo with the {@code arguments} that {@link EchoServer#arguments} gives. */
    public static ServerProcess echo(List<String> arguments, Path log, List<String> jvmOptions) {
        List<String> command = new ArrayList<>(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EchoServer.class.getName()));
        command.addAll(arguments);
        return java(command, log);
    }

    private static ServerProcess java(List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (arguments.stream().noneMatch(argument -> argument.matches("-XX:\\+Use\\w*GC"))) {
            command.add("-XX:+UseParallelGC"); // as the launcher does
        }
        command.addAll(arguments);
        long begin = System.nanoTime();
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end " + process.pid()));
            URI uri = awaitListening(process, log);
            return new ServerProcess(process, uri, (System.nanoTime() - begin) / 1_000_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI awaitListening(Process process, Path log) throws IOException {
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length()).trim());
            }
        }
        process.destroy();
        throw new IOException("The server ended before it served; see " + log + ".");
    }

    public URI uri() {
        return uri;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public long pid() {
        return process.pid();
    }

    /** From before the JVM began until it served. */
    public long millisToListening() {
        return millisToListening;
    }

    /** Tells it to end, and waits; one that does not is killed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
