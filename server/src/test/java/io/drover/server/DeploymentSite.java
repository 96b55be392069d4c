package io.drover.server;

import static io.drover.server.TestServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.decide.DecisionEngine;
import io.drover.server.config.Setting;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place with a server whose packs are pushed, and packs to push. */
final class DeploymentSite {

    static final String MEDIUM = "{\"account\": {\"id\": \"acme\", \"employees\": 100}}";
    static final DecisionEngine ENGINE = PatientEngine.create();

    private final Path directory;
    final Map<Setting, String> settings = new EnumMap<>(Setting.class);

    DeploymentSite(Path directory) throws IOException {
        this.directory = directory;
        settings.put(
                Setting.RULES,
                Files.createDirectories(directory.resolve("rules")).toString());
        settings.put(Setting.DATA, data().toString());
        settings.put(Setting.PACK_SOURCE, "api");
        settings.put(Setting.RELOAD_SETTLE, "20ms");
        settings.put(Setting.GATE_SCENARIOS, "block");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path rules() {
        return directory.resolve("rules");
    }

    TestServer start() {
        return TestServer.start(settings, ENGINE, TestServer.CLOCK);
    }

    /** With a disk that may fail. */
    TestServer start(DurableFiles.Disk disk) {
        return TestServer.start(settings, ENGINE, TestServer.CLOCK, disk);
    }

    /** The pack {@code name} with large accounts from {@code employees} on, its scenarios with them, as an archive. */
    byte[] pack(String name, int employees) throws IOException {
        return Zips.of(folder(name, employees));
    }

    /** As a folder. */
    Path folder(String name, int employees) throws IOException {
        Path to = Files.createTempDirectory(directory, "packs");
        Path folder = SizePack.copy(to, name);
        Path thresholds = folder.resolve("thresholds.csv");
        Files.writeString(thresholds, Files.readString(thresholds).replaceAll("integer,\\d+", "integer," + employees));
        Path scenarios = folder.resolve("scenarios/size.yaml");
        Files.writeString(
                scenarios,
                Files.readString(scenarios)
                        .replaceAll("employees: 100\\b", "employees: " + employees)
                        .replaceAll("employees: 99\\b", "employees: " + (employees - 1)));
        return folder;
    }

    static HttpResponse<String> push(TestServer server, String path, byte[] zip) {
        return server.send(
                server.request(path).header("Content-Type", "application/zip").POST(BodyPublishers.ofByteArray(zip)));
    }

    /** Pushes a pack, and gives its revision. */
    static String pushed(TestServer server, String name, byte[] zip) {
        HttpResponse<String> answer = push(server, "/v1/packs/" + name + "/revisions", zip);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
        return json(answer).path("revision").asText();
    }

    static HttpRequest.Builder put(TestServer server, String pack, String body, @Nullable String from) {
        HttpRequest.Builder request = server.request("/v1/packs/" + pack + "/active")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body));
        return from == null ? request : request.header("If-Match", '"' + from + '"');
    }

    static HttpResponse<String> activate(TestServer server, String pack, String revision, @Nullable String from) {
        return server.send(put(server, pack, "{\"revision\": \"" + revision + "\", \"reason\": \"a test\"}", from));
    }

    static String decided(TestServer server) {
        return json(server.decide(MEDIUM)).path("classifications").path("size").asText();
    }

    static JsonNode pack(TestServer server, String name) {
        return json(server.get("/v1/packs/" + name));
    }

    /** The events of the audit, the first one first. */
    static List<String> events(TestServer server) {
        List<String> events = new ArrayList<>(
                json(server.get("/v1/audit?limit=1000")).path("items").findValuesAsText("event"));
        Collections.reverse(events);
        return events;
    }
}
