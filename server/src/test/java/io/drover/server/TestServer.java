package io.drover.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.request.DecisionJson;
import io.drover.server.config.ConfigReader;
import io.drover.server.config.ServerConfig;
import io.drover.server.config.Setting;
import io.drover.server.files.DurableFiles;
import io.drover.server.serving.DroverServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on a free port, composed as the program composes it, and ways to talk to it. */
final class TestServer implements AutoCloseable {

    static final Path SOUND = Path.of("src/test/packs/sound");
    static final Path BROKEN = Path.of("src/test/packs/broken");
    static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final Path DATA = Path.of("target/test-server-data");
    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final DroverServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(DroverServer server) {
        this.server = server;
    }

    static TestServer start(Path rules) {
        return start(rules, false, PatientEngine.create(), CLOCK);
    }

    static TestServer start(Path rules, boolean allowPartial, DecisionEngine engine, Clock clock) {
        return start(
                Map.of(
                        Setting.RULES, rules.toString(),
                        Setting.ALLOW_PARTIAL, Boolean.toString(allowPartial)),
                engine,
                clock);
    }

    /** A data directory that no server used before: what one kept would serve in the next. */
    private static Path data() {
        return DATA.resolve(ProcessHandle.current().pid() + "-" + SERVERS.incrementAndGet());
    }

    /** A server in {@code directory} that takes up changes of {@code rules} there after the time {@code settle}. */
    static TestServer reloading(Path directory, String rules, String settle) {
        Map<Setting, String> settings = Map.of(
                Setting.RULES,
                directory.resolve(rules).toString(),
                Setting.DATA,
                directory.resolve("data").toString(),
                Setting.RELOAD_SETTLE,
                settle,
                Setting.RELOAD_SCAN,
                "1s");
        return start(settings, PatientEngine.create(), CLOCK);
    }

    /** A server with {@code settings}, on a free port; unless they say otherwise, with data of its own. */
    static TestServer start(Map<Setting, String> settings, DecisionEngine engine, Clock clock) {
        return start(settings, engine, clock, DurableFiles::force);
    }

    /** As above, with a {@code disk} that may fail. */
    static TestServer start(Map<Setting, String> settings, DecisionEngine engine, Clock clock, DurableFiles.Disk disk) {
        Map<Setting, String> flags = new EnumMap<>(settings);
        flags.put(Setting.PORT, "0");
        flags.putIfAbsent(Setting.DATA, data().toString());
        flags.putIfAbsent(Setting.GATE_SCENARIOS, "warn"); // most tests edit packs, and not what their scenarios expect
        ServerConfig config =
                new ConfigReader(Map.of(), Path.of("rules")).read(flags, null).server();
        DroverServer server = Main.server(config, engine, clock, disk);
        server.open();
        server.activate(pack -> {});
        return new TestServer(server);
    }

    DroverServer server() {
        return server;
    }

    /** A request to {@code path}, to be completed and sent. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.uri().resolve(path)).timeout(Waiting.PATIENCE);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Posts {@code body} as JSON to be decided. */
    HttpResponse<String> decide(String body) {
        return decide(BodyPublishers.ofString(body));
    }

    HttpResponse<String> decide(BodyPublisher body) {
        return send(request("/v1/decisions")
                .header("Content-Type", "application/json")
                .POST(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A bare connection, for what no client sends. */
    Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
        socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** What comes until the server closes the connection. */
    static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return DecisionJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
