package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed HTTP, out of {@code test-data/http/malformed.yaml}; after each of it the server goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedHttpIT {

    private static final Path CORPUS = Path.of("../test-data/http/malformed.yaml");
    private static final String POST =
            "POST /v1/decisions HTTP/1.1\r\nHost: drover\r\nContent-Type: application/json\r\n";
    private static final String GET = "GET /health/live HTTP/1.1\r\nHost: drover\r\n\r\n";
    private static final Pattern REPETITION = Pattern.compile("\\{\\{(\\d+)\\*(.*?)}}", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final int MAX_REQUESTS = 8;

    private TestServer server;

    private record Entry(String name, String send, boolean open, List<Integer> answers) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Entry> corpus() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : new YAMLMapper().readTree(Files.readString(CORPUS))) {
            List<Integer> answers = new ArrayList<>();
            node.path("answers").forEach(status -> answers.add(status.asInt()));
            String send = node.path("send").asText().replace("{{POST}}", POST).replace("{{GET}}", GET);
            String repeated = REPETITION
                    .matcher(send)
                    .replaceAll(
                            found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
            entries.add(new Entry(
                    node.path("name").asText(), repeated, node.path("open").asBoolean(), answers));
        }
        return entries;
    }

    @BeforeAll
    void start() {
        server = TestServer.start(
                Map.of(
                        Setting.RULES,
                        TestServer.SOUND.toString(),
                        Setting.MAX_REQUESTS,
                        Integer.toString(MAX_REQUESTS),
                        Setting.REQUEST_TIMEOUT,
                        "3s"),
                PatientEngine.create(),
                TestServer.CLOCK);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("closedOnes")
    void request_malformed_answeredAsExpectedAndNothingElse(Entry entry) throws IOException {
        try (Socket socket = send(entry)) {
            assertAnswers(entry, socket);
        }
        assertServerGoesOn();
    }

    static Stream<Entry> closedOnes() throws IOException {
        return corpus().stream().filter(entry -> !entry.open());
    }

    @Test
    void request_thatStaysOpen_closedAfterAWhile() throws IOException {
        Map<Entry, Socket> open = new LinkedHashMap<>();
        for (Entry entry : corpus()) {
            if (entry.open()) {
                open.put(entry, send(entry));
            }
        }
        for (Map.Entry<Entry, Socket> each : open.entrySet()) {
            assertAnswers(each.getKey(), each.getValue());
            each.getValue().close();
        }
        assertServerGoesOn();
    }

    private static void assertAnswers(Entry entry, Socket socket) throws IOException {
        String answers = readUntilClosed(socket);
        assertThat(STATUS.matcher(answers).results().map(found -> Integer.valueOf(found.group(1))))
                .as("%s: %s", entry.name(), answers)
                .containsExactlyElementsOf(entry.answers());
        assertThat(answers).doesNotContain("Exception", "io.undertow");
    }

    @Test
    void slowBodies_asManyAsThereIsRoomFor_giveTheirPlacesBack() throws IOException {
        Entry slow = new Entry("slow", POST + "Content-Length: 100\r\n\r\n{", true, List.of());
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < MAX_REQUESTS; i++) {
            Socket socket = server.connect();
            sockets.add(socket);
            TestServer.write(socket, slow.send());
        }
        for (Socket socket : sockets) {
            assertThat(TestServer.readAll(socket)).isEmpty();
            socket.close();
        }
        assertServerGoesOn();
    }

    @Test
    void connections_openedAndDropped_areNothing() throws IOException {
        for (int i = 0; i < 300; i++) {
            try (Socket socket = server.connect()) {
                socket.setSoLinger(i % 2 == 0, 0); // every other one with a reset instead of an orderly end
                TestServer.write(
                        socket, i % 3 == 0 ? POST + "Content-Length: 100\r\n\r\n{" : i % 3 == 1 ? "GET /he" : "");
            }
        }
        assertServerGoesOn();
    }

    private Socket send(Entry entry) throws IOException {
        Socket socket = server.connect();
        try {
            socket.getOutputStream().write(entry.send().getBytes(StandardCharsets.ISO_8859_1));
            if (!entry.open()) {
                socket.shutdownOutput();
            }
        } catch (SocketException e) {
            assertThat(e).as("refused while it was still being sent").isNotNull();
        }
        return socket;
    }

    private static String readUntilClosed(Socket socket) throws IOException {
        StringBuilder answers = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answers.append((char) next);
            }
        } catch (SocketException e) {
            assertThat(e).as("closed with a part unread").isNotNull();
        }
        return answers.toString();
    }

    /** Places of dropped connections come back when the server has noticed, so this may take a while. */
    private void assertServerGoesOn() {
        Waiting.until(() -> server.decide("{\"account\": {\"id\": \"acme\", \"employees\": 850}}")
                        .statusCode()
                == 200);
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }
}
