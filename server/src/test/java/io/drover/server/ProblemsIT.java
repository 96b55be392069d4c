package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and how; after each refusal the server goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";
    private static final int MEBIBYTE = 1 << 20;
    private static final Path BAD_REQUESTS = Path.of("../test-data/requests/bad");

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(TestServer.SOUND);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void decide_afterwards_asBefore() {
        assertThat(server.decide(LARGE).statusCode()).isEqualTo(200);
    }

    @Test
    void problem_hasAllItsMembers() {
        HttpResponse<String> response =
                server.send(server.request("/v1/decision").header("X-Request-Id", "mine-1"));

        JsonNode problem = assertProblem(response, 404, "not-found");
        assertThat(problem.path("title").asText()).isEqualTo("There is nothing here");
        assertThat(problem.path("detail").asText())
                .isEqualTo("There is nothing at this path; did you mean /v1/decisions?");
        assertThat(problem.path("instance").asText()).isEqualTo("/v1/decision");
        assertThat(problem.path("requestId").asText()).isEqualTo("mine-1");
        assertThat(problem.has("violations")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "<script>", "é"})
    void requestId_unfitToBeRepeated_replaced(String id) {
        HttpResponse<String> response = server.send(server.request("/none").header("X-Request-Id", id));

        String given = response.headers().firstValue("X-Request-Id").orElse("");
        assertThat(given).isNotEqualTo(id).hasSize(36);
        assertThat(json(response).path("requestId").asText()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /v1/decisions | OPTIONS, POST",
                "DELETE | /v1/packs | GET, HEAD, OPTIONS",
                "PUT | /v1/packs/size | DELETE, GET, HEAD, OPTIONS",
                "POST | /health/live | GET, HEAD, OPTIONS"
            })
    void method_notOfThePath_405WithThoseThatAre(String method, String path, String allowed) {
        HttpResponse<String> response = server.send(server.request(path).method(method, BodyPublishers.noBody()));

        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
    }

    @Test
    void options_anyPath_itsMethods() {
        HttpResponse<String> response =
                server.send(server.request("/v1/decisions").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Allow")).contains("OPTIONS, POST");
    }

    @Test
    void head_asGetWithoutABody() {
        HttpResponse<String> response =
                server.send(server.request("/v1/packs").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void accept_withoutJson_406() {
        assertProblem(
                server.send(server.request("/v1/decisions")
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofString(LARGE))),
                406,
                "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/ndjson",
                "application/json; charset=iso-8859-1",
                "application/jsonx",
                "",
                "application/json, text/plain"
            })
    void contentType_notJsonInUtf8_415(String type) {
        assertProblem(
                server.send(server.request("/v1/decisions")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(LARGE))),
                415,
                "unsupported-media-type");
    }

    @Test
    void contentType_missing_415() {
        assertProblem(
                server.send(server.request("/v1/decisions").POST(BodyPublishers.ofString(LARGE))),
                415,
                "unsupported-media-type");
    }

    @Test
    void contentEncoding_compressed_415() {
        assertProblem(
                server.send(server.request("/v1/decisions")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString(LARGE))),
                415,
                "unsupported-media-type");
    }

    @Test
    void body_ofExactlyAMebibyte_decided() {
        String padded = LARGE + " ".repeat(MEBIBYTE - LARGE.length());

        assertThat(server.decide(padded).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {MEBIBYTE + 1, 50 * MEBIBYTE})
    void body_tooLarge_413ThatTheClientGetsToRead(int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) ' ');

        assertProblem(server.decide(BodyPublishers.ofByteArray(body)), 413, "too-large");
    }

    @Test
    void body_tooLargeInChunksWithoutALength_413ThatTheClientGetsToRead() {
        byte[] chunk = new byte[MEBIBYTE];
        Arrays.fill(chunk, (byte) ' ');
        InputStream body = new SequenceInputStream(Collections.enumeration(
                Stream.generate(() -> new ByteArrayInputStream(chunk)).limit(50).toList()));

        assertProblem(server.decide(BodyPublishers.ofInputStream(() -> body)), 413, "too-large");
    }

    @Test
    void query_unknownAndRepeatedAndBad_422() {
        HttpResponse<String> unknown =
                server.send(server.request("/v1/decisions?explian=true&explain=true&explain=true")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(LARGE)));
        HttpResponse<String> bad = server.send(server.request("/v1/decisions?explain=yes")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(LARGE)));

        assertThat(assertProblem(unknown, 422, "invalid-request").findValuesAsText("code"))
                .containsExactlyInAnyOrder("unknown-parameter", "repeated-parameter");
        assertThat(assertProblem(bad, 422, "invalid-request").findValuesAsText("code"))
                .containsExactly("bad-parameter");
    }

    @Test
    void body_malformed_400WithThePlace() {
        JsonNode problem = assertProblem(server.decide("{\"account\":\n {\"id\" \"acme\"}}"), 400, "malformed-json");

        assertThat(problem.path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("column").asInt()).isGreaterThan(1);
        assertThat(problem.path("offset").asInt()).isGreaterThan(12);
    }

    @Test
    void body_empty_400() {
        assertProblem(server.decide(""), 400, "malformed-json");
    }

    @Test
    void body_hundredNestedLevels_400() {
        assertProblem(server.decide("[".repeat(100) + "]".repeat(100)), 400, "malformed-json");
    }

    @Test
    void body_severalViolations_allAtOnce() {
        HttpResponse<String> response = server.decide(
                "{\"account\": {\"id\": \"a\", \"employes\": 1, \"founded\": \"x\"}, \"packs\": [\"sizes\"]}");

        JsonNode violations = assertProblem(response, 422, "invalid-request").path("violations");
        assertThat(violations.findValuesAsText("pointer"))
                .contains("/account/employes", "/account/founded", "/packs/0");
        assertThat(violations.findValuesAsText("suggestion")).contains("employees", "size");
        assertThat(response.body()).doesNotContain("\"x\"");
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void body_badRequest_asExpected(String name) throws IOException {
        JsonNode expected = json(Files.readString(BAD_REQUESTS.resolve(name.replace(".json", ".expect.json"))));

        HttpResponse<String> response = server.decide(BodyPublishers.ofFile(BAD_REQUESTS.resolve(name)));

        String code = expected.path("code").asText();
        JsonNode problem = assertProblem(response, code.equals("malformed-json") ? 400 : 422, code);
        for (String member : List.of("offset", "line", "column")) {
            assertThat(problem.path(member)).as(member).isEqualTo(expected.path(member));
        }
        for (JsonNode violation : expected.path("violations")) {
            assertThat(problem.path("violations"))
                    .anySatisfy(found -> assertThat(found.path("pointer").asText() + " "
                                    + found.path("code").asText())
                            .isEqualTo(violation.path("pointer").asText() + " "
                                    + violation.path("code").asText()));
        }
    }

    static List<String> badRequests() throws IOException {
        try (Stream<Path> files = Files.list(BAD_REQUESTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.endsWith(".expect.json"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).doesNotContain("Exception");
        return problem;
    }
}
