package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.server.access.NewToken;
import io.drover.server.access.Role;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the documentation: each request, sent to a server in the right state, is answered with just that problem,
 * but for the {@code requestId}.
 */
class ProblemExamplesIT {

    private static final Path DOCUMENT = Path.of("../docs/problems.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("### `([a-z-]+)`\\n.*?```http\\n(.*?)```\\n+```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\\| `/problems/([a-z-]+)`");
    private static final int TOO_LARGE = 1025;
    private static final NewToken APPLICATION = NewToken.of("crm", List.of(Role.APPLICATION), new Random(1));

    private final AtomicBoolean broken = new AtomicBoolean();

    @TempDir
    Path directory;

    private record Example(String request, JsonNode problem) {}

    private static Map<String, Example> examples() throws IOException {
        Map<String, Example> examples = new LinkedHashMap<>();
        for (MatchResult found :
                EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList()) {
            examples.put(found.group(1), new Example(found.group(2), TestServer.json(found.group(3))));
        }
        return examples;
    }

    @Test
    void examples_ofEveryType_areTheAnswersOfTheServer() throws Exception {
        Map<String, Example> examples = examples();
        assertThat(examples.keySet())
                .containsExactlyInAnyOrderElementsOf(ROW.matcher(Files.readString(DOCUMENT))
                        .results()
                        .map(found -> found.group(1))
                        .toList());
        StringBuilder actual = new StringBuilder();
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Example> example : examples.entrySet()) {
            answers.put(
                    example.getKey(),
                    answer(example.getKey(), example.getValue().request()));
            actual.append(example.getKey())
                    .append(' ')
                    .append(answers.get(example.getKey()))
                    .append('\n');
        }
        examples.forEach((code, example) ->
                assertThat(answers.get(code)).as("%s; all: %s", code, actual).isEqualTo(example.problem()));
    }

    private JsonNode answer(String code, String request) throws IOException {
        try (TestServer server = server(code)) {
            String raw = raw(code, request);
            broken.set(code.equals("internal"));
            if (code.equals("not-recorded")) {
                Files.createDirectories(directory.resolve("data/treatment-switches.ndjson"));
            }
            String answer = switch (code) {
                case "rate-limited" -> untilRefused(server, raw);
                case "overloaded" -> whileAnotherIsUnderWay(server, raw);
                default -> send(server, raw);
            };
            String[] headAndBody = answer.split("\r\n\r\n", 2);
            assertThat(headAndBody).as("%s: %s", code, answer).hasSize(2).doesNotContain("");
            ObjectNode problem = (ObjectNode) TestServer.json(headAndBody[1]);
            int status = problem.path("status").asInt();
            assertThat(headAndBody[0])
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Content-Type: application/problem+json");
            assertThat(headAndBody[0].contains("Retry-After: "))
                    .as("Retry-After of " + code)
                    .isEqualTo(status == 429 || status == 503);
            broken.set(false);
            return problem.put("requestId", "…");
        }
    }

    private TestServer server(String code) throws IOException {
        Map<Setting, String> settings = new HashMap<>();
        settings.put(Setting.RULES, (code.equals("not-ready") ? TestServer.BROKEN : TestServer.SOUND).toString());
        switch (code) {
            case "unauthorized", "forbidden" -> {
                Path tokens = Files.writeString(directory.resolve("tokens.yaml"), APPLICATION.entry());
                settings.put(Setting.TOKENS, tokens.toString());
            }
            case "not-recorded" ->
                settings.put(Setting.DATA, directory.resolve("data").toString());
            case "pack-refused" -> settings.put(Setting.PACK_SOURCE, "api");
            case "rate-limited" -> settings.put(Setting.RATE_LIMIT, "1");
            case "overloaded" -> settings.put(Setting.MAX_REQUESTS, "1");
            case "too-large" -> settings.put(Setting.MAX_BODY, Integer.toString(TOO_LARGE - 1));
            default -> {}
        }
        return TestServer.start(
                settings, engine(code), code.equals("internal") ? new BreakableClock(broken) : TestServer.CLOCK);
    }

    private static DecisionEngine engine(String code) {
        AtomicLong nanos = new AtomicLong();
        return switch (code) {
            case "rule-failed" -> new DecisionEngine(new Limits(1, 1_000, 1_000, Duration.ofDays(1)), System::nanoTime);
            case "deadline" -> new DecisionEngine(Limits.defaults(), () -> nanos.getAndAdd(10_000_000_000L));
            default -> PatientEngine.create();
        };
    }

    /** The request as the documentation has it (a line, headers, an empty line, a body), as it goes over the wire. */
    private static String raw(String code, String text) {
        String[] headAndBody = text.split("\n\n", 2);
        String head = headAndBody[0]
                .strip()
                .replace("<token of crm>", APPLICATION.token())
                .replaceFirst("(?m)$", " HTTP/1.1");
        String body = headAndBody.length == 1 ? "" : headAndBody[1].strip();
        if (code.equals("too-large")) {
            body = body.replace("…", "x".repeat(TOO_LARGE - body.length() + 1));
        }
        String length = head.contains("Content-Length") || head.contains("Transfer-Encoding")
                ? ""
                : "\nContent-Length: " + body.length();
        return (head + "\nHost: drover\nConnection: close" + length + "\n\n").replace("\n", "\r\n") + body;
    }

    private static String send(TestServer server, String raw) throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(socket, raw);
            socket.shutdownOutput();
            return TestServer.readAll(socket);
        }
    }

    private static String untilRefused(TestServer server, String raw) throws IOException {
        String answer = send(server, raw);
        for (int i = 0; i < 100 && answer.startsWith("HTTP/1.1 200"); i++) {
            answer = send(server, raw);
        }
        return answer;
    }

    private static String whileAnotherIsUnderWay(TestServer server, String raw) throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(
                    socket,
                    "POST /v1/decisions HTTP/1.1\r\nHost: drover\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(socket.getInputStream().read()).as("under way").isEqualTo('H');
            return send(server, raw);
        }
    }
}
