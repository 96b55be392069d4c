package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.cli.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drover check --watch}, in which an analyst saves files. */
class CheckWatchIT {

    private static final String TIME = "\\d\\d:\\d\\d:\\d\\d  ";

    /** What is said of the sound pack once it is compiled and judged. */
    private static final String JUDGED = "size: 1 information\n";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final BlockingQueue<Runnable> onTermination = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> halted = new LinkedBlockingQueue<>();
    private CompletableFuture<Integer> exitCode = CompletableFuture.completedFuture(0);

    @BeforeEach
    void copyPacks() throws IOException {
        Trees.copy(TestServer.SOUND.resolve("size"), directory.resolve("size"));
        Trees.copy(TestServer.BROKEN.resolve("colour"), directory.resolve("colour"));
    }

    private void watch(String... arguments) {
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                Map.of(),
                Clock.systemUTC(),
                null,
                onTermination::add,
                halted::add);
        exitCode = CompletableFuture.supplyAsync(
                () -> Main.commandLine(surroundings).execute(arguments));
    }

    private void watchDirectory() throws InterruptedException {
        watch("check", "--watch", directory.toString());
        await(err, "watching " + directory);
    }

    @AfterEach
    void end() {
        for (Runnable task = onTermination.poll(); task != null; task = onTermination.poll()) {
            task.run();
        }
    }

    /** Waits until a line is printed that has {@code part} in it, and returns all lines so far. */
    private String await(ByteArrayOutputStream stream, String part) {
        Waiting.until(
                () -> stream.toString(StandardCharsets.UTF_8).contains(part),
                () -> '"' + part + "\" is not printed, but: " + stream + err);
        return stream.toString(StandardCharsets.UTF_8);
    }

    private void replace(String file, String old, String now) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, now));
    }

    @Test
    void watch_begun_everyPackIsReported() throws Exception {
        watchDirectory();

        assertThat(await(out, JUDGED))
                .matches("(?s).*colour\\.drl:10:14  error  unknown-field .*\n" + TIME + "colour: 1 error\n" + TIME
                        + "size: no errors\n.*pack\\.yaml:9:3  information  gap\n.*" + TIME + JUDGED);
    }

    @Test
    void save_faultAndItsMending_onlyThatPackIsReported() throws Exception {
        watchDirectory();
        await(out, JUDGED);
        out.reset();

        replace("size/size.drl", "employees >=", "employes >=");
        String findings = await(out, "size: 1 error\n");
        out.reset();
        replace("size/size.drl", "employes >=", "employees >=");
        String mended = await(out, JUDGED);

        assertThat(findings).contains("size.drl", "unknown-field", "employees").doesNotContain("colour");
        assertThat(mended).matches("(?s)" + TIME + "size: no errors\n.*information  gap\n.*" + TIME + JUDGED);
    }

    @Test
    void save_asEditorsDo_reported() throws Exception {
        watchDirectory();
        out.reset();

        Path edited = directory.resolve("colour/.colour.drl.swp");
        Files.writeString(
                edited, Files.readString(directory.resolve("colour/colour.drl")).replace("nam ==", "industry =="));
        Files.move(
                edited,
                directory.resolve("colour/colour.drl"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);

        assertThat(await(out, "colour: ")).matches("(?s).*" + TIME + "colour: .*");
    }

    @Test
    void packs_comeAndGo_told() throws Exception {
        watchDirectory();

        Files.createDirectory(directory.resolve("later"));
        Files.writeString(directory.resolve("later/pack.yaml"), "format: 1\nname: later\nsubjects: [acount]\n");
        await(out, "later: ");
        Files.delete(directory.resolve("later/pack.yaml"));
        Files.delete(directory.resolve("later"));

        assertThat(await(out, "later: is gone\n")).contains("later/pack.yaml:3:12  error  unknown-value");
    }

    @Test
    void ended_bySignal_0() throws Exception {
        watchDirectory();

        end();

        assertThat(exitCode.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(halted).containsExactly(0);
    }

    @Test
    void nothingToWatch_3() throws Exception {
        watch("check", "--watch", directory.resolve("none").toString());
        assertThat(exitCode.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(3);

        Path empty = Files.createDirectory(directory.resolve("empty"));
        watch("check", "--watch", empty.toString());
        assertThat(exitCode.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no directory", "There is no rule pack in");
    }

    @Test
    void json_whileWatching_wrongUsage() throws Exception {
        watch("check", "--watch", "--format", "json", directory.toString());

        assertThat(exitCode.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
    }
}
