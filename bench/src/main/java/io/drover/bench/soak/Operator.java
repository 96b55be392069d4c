package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What an operator does with a pushed pack, of which there are variants, and what he sees. Thread-safe. */
final class Operator {

    static final String PACK = "p1";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] REQUEST = SyntheticRequests.json("acme", SyntheticRequests.STANDARD_SIGNALS, 1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    Operator(URI server) {
        this.server = server;
    }

    /** The variant {@code number} of the pack, of {@code rules} rules, in {@code directory}. */
    static Path write(int rules, int number, Path directory) {
        return SyntheticPack.of(PACK, rules, 1, number).writeTo(directory);
    }

    /** Pushes the pack in {@code folder}; its revision. */
    String push(Path folder) throws IOException, InterruptedException {
        HttpResponse<String> answer = tryPush(folder);
        require(answer, 201);
        return DroverClient.json(answer.body().getBytes(UTF_8)).path("revision").asText();
    }

    HttpResponse<String> tryPush(Path folder) throws IOException, InterruptedException {
        return send(request("/v1/packs/" + PACK + "/revisions")
                .header("Content-Type", "application/zip")
                .POST(BodyPublishers.ofByteArray(zip(folder))));
    }

    private static byte[] zip(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
                zip.write(Files.readAllBytes(file));
            }
        }
        return bytes.toByteArray();
    }

    /** Wants {@code revision} in place of {@code from}. */
    HttpResponse<String> activate(String revision, String from) throws IOException, InterruptedException {
        return send(request("/v1/packs/" + PACK + "/active")
                .header("Content-Type", "application/json")
                .header("If-Match", '"' + from + '"')
                .PUT(BodyPublishers.ofString("{\"revision\": \"" + revision + "\", \"reason\": \"a soak run\"}")));
    }

    /** Throws unless {@code answer} has the {@code status}. */
    static void require(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /** The revision of the pack that decides now. */
    String decide() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/decisions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(REQUEST)));
        require(answer, 200);
        return DroverClient.json(answer.body().getBytes(UTF_8))
                .at("/packs/" + PACK)
                .asText();
    }

    static byte[] request() {
        return REQUEST.clone();
    }

    /** What the server says of the pack. */
    JsonNode pack() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/packs/" + PACK).GET());
        require(answer, 200);
        return DroverClient.json(answer.body().getBytes(UTF_8));
    }

    String active() throws IOException, InterruptedException {
        return pack().at("/active/revision").asText();
    }

    /** The codes of the errors of the pack. */
    List<String> errors() throws IOException, InterruptedException {
        List<String> errors = new ArrayList<>();
        pack().path("problems").forEach(problem -> {
            if (problem.path("severity").asText().equals("error")) {
                errors.add(problem.path("code").asText());
            }
        });
        return errors;
    }

    /** The codes of all its problems. */
    List<String> problems() throws IOException, InterruptedException {
        return pack().path("problems").findValuesAsText("code");
    }

    /** The events of the audit, the latest first. */
    List<String> events(int most) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/audit?limit=" + most).GET());
        require(answer, 200);
        return new ArrayList<>(
                DroverClient.json(answer.body().getBytes(UTF_8)).path("items").findValuesAsText("event"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
