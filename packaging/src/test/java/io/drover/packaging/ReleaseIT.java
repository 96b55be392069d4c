package io.drover.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release archive, unpacked elsewhere: it runs without sources, Maven or network. */
class ReleaseIT {

    @TempDir
    static Path elsewhere;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        Path archive = Path.of(System.getProperty("release", ""));
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", elsewhere.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> unpacked = Files.list(elsewhere)) {
            home = unpacked.findFirst().orElseThrow();
        }
    }

    @Test
    void archive_holdsWhatAnOperatorNeeds_andNoSources() throws IOException {
        assertThat(home.resolve("drover")).isExecutable();
        assertThat(home.resolve("rules/b2b-abm/pack.yaml")).isRegularFile();
        assertThat(home.resolve("install/drover.service")).isRegularFile();
        assertThat(home.resolve("install/Containerfile")).isRegularFile();
        assertThat(home.resolve("docs/configuration.md")).isRegularFile();
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".java") || name.equals("pom.xml") || name.equals("target"));
        }
    }

    @Test
    void check_referencePacks_sound() throws Exception {
        Process check = start("check", "rules", "--as-of", "2026-11-21", "--fail-on", "warning");

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .containsPattern("\\d+ information in \\d+ packs");
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void serve_exampleConfiguration_decides() throws Exception {
        Process server = start("serve", "--config", "install/drover.yaml", "--port", "0");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(line).startsWith("listening on http://127.0.0.1:");
            URI uri = URI.create(line.substring("listening on ".length()) + "/v1/decisions");

            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofFile(home.resolve("test-data/requests/abm-in-market.json")))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            server.destroy();
            assertThat(server.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("drover").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return builder.start();
    }
}
