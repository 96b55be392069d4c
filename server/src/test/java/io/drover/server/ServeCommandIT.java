package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that go on: how they begin, and why they do not. */
class ServeCommandIT {

    private static final String SOUND = TestServer.SOUND.toString();
    private static final String BROKEN = TestServer.BROKEN.toString();

    @TempDir
    Path directory;

    private final Commands commands = new Commands();

    @Test
    void serve_tokensThatCannotBeUsed_refusedWithAllFaults() throws IOException {
        Path tokens = Files.writeString(directory.resolve("tokens.yaml"), "- name: crm\n- name: crm\n");

        assertThat(commands.run("serve", "--port", "0", "--rules", SOUND, "--tokens", tokens.toString()))
                .isEqualTo(2);
        assertThat(commands.err()).contains("entry 1, roles", "entry 2, the name crm");
    }

    @Test
    void serve_toldToEnd_endsWell() throws Exception {
        commands.environment.put("DROVER_DATA", directory.resolve("data").toString());
        int[] code = {-1};
        Thread serving = new Thread(() -> code[0] = commands.run("serve", "--port", "0", "--rules", SOUND));
        serving.start();
        Runnable stop = commands.onTermination.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(stop).isNotNull();
        awaitListening();

        stop.run();

        serving.join(20_000);
        assertThat(code[0]).isZero();
        assertThat(commands.out()).matches("listening on http://127\\.0\\.0\\.1:\\d+\n");
        assertThat(directory.resolve("data")).isDirectory();
    }

    @Test
    void serve_portTaken_3() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(commands.run(
                            "serve",
                            "--port=" + taken.getLocalPort(),
                            "--rules=" + SOUND,
                            "--data=" + directory.resolve("data")))
                    .isEqualTo(3);
            assertThat(commands.err())
                    .contains("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken by another program");
        }
    }

    @Test
    void serve_noRules_3() {
        assertThat(commands.run("serve", "--rules", directory.resolve("none").toString()))
                .isEqualTo(3);
        assertThat(commands.err()).contains("does not exist");
    }

    @Test
    void demo_brokenRules_3() {
        assertThat(commands.run(
                        "demo", "--exit", "--port=0", "--rules=" + BROKEN, "--data=" + directory.resolve("data")))
                .isEqualTo(3);
        assertThat(commands.out()).isEmpty();
        assertThat(commands.err()).contains("unknown-field", "NOT READY", "nothing to demonstrate");
    }

    private void awaitListening() {
        Waiting.until(() -> commands.out().contains("\n"));
        assertThat(commands.out()).contains("listening");
    }
}
