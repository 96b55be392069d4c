package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.config.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams of requests, a line each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsIT {

    private static final String HEAD =
            "POST /v1/decisions HTTP/1.1\r\nHost: drover\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int MAX_BODY = 2048;

    private TestServer server;

    @BeforeAll
    void start() {
        server = start(Map.of());
    }

    private static TestServer start(Map<Setting, String> more) {
        Map<Setting, String> settings = new HashMap<>(more);
        settings.put(Setting.RULES, TestServer.SOUND.toString());
        settings.put(Setting.MAX_BODY, Integer.toString(MAX_BODY));
        return TestServer.start(settings, PatientEngine.create(), TestServer.CLOCK);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void decide_afterwards_asBefore() {
        assertThat(server.decide(account(0)).statusCode()).isEqualTo(200);
    }

    private static String account(int number) {
        return "{\"account\": {\"id\": \"a" + number + "\", \"employees\": " + (number % 2 == 0 ? 850 : 8) + "}}";
    }

    private HttpResponse<String> stream(String path, String body) {
        return server.send(server.request(path)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void stream_goodAndBadLines_oneAnswerEachInOrder() {
        List<String> lines = List.of(
                account(0),
                "",
                "{\"account\": {\"id\": \"b\", \"employes\": 1}}\r",
                "  \t",
                "{\"account\"",
                "[" + " ".repeat(MAX_BODY) + "]",
                account(1) + "\r",
                "{\"account\": {\"id\": \"é€😀\", \"employees\": 850}}");
        String body = String.join("\n", lines);

        HttpResponse<String> response = stream("/v1/decisions", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<JsonNode> answers = response.body().lines().map(TestServer::json).toList();
        assertThat(answers).hasSize(6);
        assertThat(answers.get(0).at("/classifications/size").asText()).isEqualTo("large");
        assertProblem(answers.get(1), 3, "invalid-request", 422);
        assertThat(answers.get(1).at("/problem/violations/0/suggestion").asText())
                .isEqualTo("employees");
        assertProblem(answers.get(2), 5, "malformed-json", 400);
        assertProblem(answers.get(3), 6, "too-large", 413);
        assertThat(answers.get(4).at("/subject/id").asText()).isEqualTo("a1");
        assertThat(answers.get(5).at("/subject/id").asText()).isEqualTo("é€😀");
    }

    private static void assertProblem(JsonNode answer, long line, String code, int status) {
        assertThat(answer.path("line").asLong()).isEqualTo(line);
        JsonNode problem = answer.path("problem");
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("requestId").asText()).isNotEmpty();
        assertThat(problem.path("instance").asText()).isEqualTo("/v1/decisions");
    }

    @Test
    void stream_ofManyLines_sameAnswersInOrder() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            body.append(account(i)).append('\n');
        }

        List<JsonNode> answers = stream("/v1/decisions", body.toString())
                .body()
                .lines()
                .map(TestServer::json)
                .toList();

        assertThat(answers).hasSize(5_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(answers.get(i).at("/subject/id").asText()).isEqualTo("a" + i);
            assertThat(answers.get(i).at("/classifications/size").asText()).isEqualTo(i % 2 == 0 ? "large" : "small");
        }
    }

    @Test
    void stream_longerThanAnyBodyMayBe_answeredToItsEnd() {
        int lines = 80;
        String tooLong = "[" + " ".repeat(1 << 20) + "]\n";

        HttpResponse<String> response = server.send(server.request("/v1/decisions")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.concat(
                        BodyPublishers.ofString(tooLong.repeat(lines)), BodyPublishers.ofString(account(1))))));

        assertThat(response.body().lines()).hasSize(lines + 1).last().asString().contains("\"id\":\"a1\"");
    }

    @Test
    void stream_explained_everyLineIs() {
        List<String> answers = stream("/v1/decisions?explain=true", account(0) + "\n" + account(1))
                .body()
                .lines()
                .toList();

        assertThat(answers).hasSize(2).allMatch(answer -> json(answer).has("explanation"));
    }

    @Test
    void stream_withoutLines_anEmptyAnswer() {
        HttpResponse<String> response = stream("/v1/decisions", "\n \n");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void stream_acceptedAsJsonOnly_406() {
        HttpResponse<String> response = server.send(server.request("/v1/decisions")
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(account(0))));

        assertThat(response.statusCode()).isEqualTo(406);
    }

    @Test
    void stream_lineInParts_answeredBeforeTheNextIsSent() throws IOException {
        String line = "{\"account\": {\"id\": \"é\", \"employees\": 850}}\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = server.connect()) {
            BufferedReader in = reader(socket);
            TestServer.write(socket, HEAD);
            for (int i = 0; i < 3; i++) {
                for (byte next : bytes) {
                    socket.getOutputStream().write(new byte[] {'1', '\r', '\n', next, '\r', '\n'});
                }
                assertThat(nextAnswer(in).at("/subject/id").asText()).isEqualTo("é");
            }
            TestServer.write(socket, "0\r\n\r\n");
            assertThat(rest(in)).endsWith("0\n\n");
        }
    }

    @Test
    void stream_clientThatReadsNothing_blocksOnlyItself() throws Exception {
        int count = 20_000;
        try (Socket socket = server.connect()) {
            Thread writing = new Thread(() -> {
                try {
                    TestServer.write(socket, HEAD);
                    for (int i = 0; i < count; i += 2) {
                        TestServer.write(socket, chunk(account(i) + "\n" + account(i + 1) + "\n"));
                    }
                    TestServer.write(socket, "0\r\n\r\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writing.start();
            for (int i = 0; i < 50; i++) {
                assertThat(server.decide(account(i)).statusCode()).isEqualTo(200);
            }

            BufferedReader in = reader(socket);
            for (int i = 0; i < count; i++) {
                assertThat(nextAnswer(in).at("/subject/id").asText()).isEqualTo("a" + i);
            }
            writing.join(Waiting.PATIENCE.toMillis());
        }
    }

    @Test
    void stream_standsStill_closed() throws IOException {
        try (TestServer impatient = start(Map.of(Setting.REQUEST_TIMEOUT, "200ms"));
                Socket socket = impatient.connect()) {
            BufferedReader in = reader(socket);
            TestServer.write(socket, HEAD + chunk(account(0) + "\n"));
            assertThat(nextAnswer(in).at("/subject/id").asText()).isEqualTo("a0");

            assertThat(rest(in)).doesNotContain("0\n\n");
        }
    }

    @Test
    void stop_streamUnderWay_endsBehindTheLinesAccepted() throws Exception {
        TestServer stopping = start(Map.of());
        try (Socket socket = stopping.connect()) {
            BufferedReader in = reader(socket);
            TestServer.write(socket, HEAD + chunk(account(0) + "\n" + account(1) + "\n{\"account"));
            assertThat(nextAnswer(in).at("/subject/id").asText()).isEqualTo("a0");

            Thread stop = new Thread(stopping::close);
            stop.start();

            assertThat(nextAnswer(in).at("/subject/id").asText()).isEqualTo("a1");
            assertThat(rest(in)).as("a whole answer").endsWith("0\n\n");
            stop.join(Waiting.PATIENCE.toMillis());
            assertThat(stop.isAlive()).isFalse();
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line that is JSON, past headers and the sizes of chunks. */
    private static JsonNode nextAnswer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith("{")) {
            line = in.readLine();
        }
        assertThat(line).as("an answer").isNotNull();
        return json(line);
    }

    private static String rest(BufferedReader in) throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            rest.append(line).append('\n');
            if (rest.toString().endsWith("0\n\n")) {
                break;
            }
        }
        return rest.toString();
    }
}
