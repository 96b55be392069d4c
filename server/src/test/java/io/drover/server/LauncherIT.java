package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started, in a process of its own, from some other directory. */
class LauncherIT {

    private static final Path LAUNCHER = Path.of("../drover").toAbsolutePath().normalize();
    private static final Path PACKS = Path.of("src/test/packs").toAbsolutePath();

    @TempDir
    Path elsewhere;

    @Test
    void version_fromAnywhere_printed() throws Exception {
        Process process = start("--version");

        assertThat(outputOf(process)).startsWith("drover 0.");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void check_broken_exitCodePassesThrough() throws Exception {
        Process process = start("check", PACKS.resolve("broken").toString());

        assertThat(outputOf(process)).contains("→", "1 error in 1 pack");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void serve_sigterm_stopsInOrder() throws Exception {
        Process process =
                start("serve", "--port", "0", "--rules", PACKS.resolve("sound").toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("listening on http://127.0.0.1:");

            process.destroy();

            assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(elsewhere.resolve("data")).isDirectory();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String outputOf(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
