package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Decisions over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionsIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(TestServer.SOUND);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void decide_request_decisionWithAnIdOfTheServer() {
        HttpResponse<String> response = server.decide(LARGE);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Date")).isPresent();
        JsonNode decision = json(response);
        assertThat(UUID.fromString(decision.path("decisionId").asText())).isNotNull();
        assertThat(decision.path("classifications").path("size").asText()).isEqualTo("large");
        assertThat(decision.path("treatments").path(0).path("key").asText()).isEqualTo("large.call");
        assertThat(decision.has("explanation")).isFalse();
    }

    @Test
    void decide_noAsOf_theServersClock() {
        assertThat(json(server.decide(LARGE)).path("asOf").asText()).isEqualTo(TestServer.NOW.toString());
    }

    @Test
    void decide_asOf_thatOne() {
        String request = "{\"asOf\": \"2020-01-01T00:00:00Z\", \"account\": {\"id\": \"acme\"}}";

        assertThat(json(server.decide(request)).path("asOf").asText()).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void decide_explain_theRuleAndWhatItSays() {
        HttpResponse<String> response = server.send(server.request("/v1/decisions?explain=true")
                .header("Content-Type", "Application/JSON; charset=\"utf-8\"")
                .POST(BodyPublishers.ofString(LARGE)));

        assertThat(json(response).path("explanation").findValuesAsText("says"))
                .contains("the account has a hundred employees or more");
    }

    @Test
    void decide_twice_sameBytesButForTheId() {
        assertThat(withoutId(server.decide(LARGE))).isEqualTo(withoutId(server.decide(LARGE)));
    }

    @Test
    void decide_manyAtOnce_eachItsOwnAnswer() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String request = "{\"account\": {\"id\": \"a" + i + "\", \"employees\": " + i + "}}";
                calls.add(() -> json(server.decide(request)));
            }
            List<Future<JsonNode>> answers = callers.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                JsonNode answer = answers.get(i).get();
                assertThat(answer.path("subject").path("id").asText()).isEqualTo("a" + i);
                assertThat(answer.path("classifications").path("size").asText()).isEqualTo(i < 100 ? "small" : "large");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static String withoutId(HttpResponse<String> response) {
        ObjectNode decision = (ObjectNode) json(response);
        String id = decision.path("decisionId").asText();
        return response.body().replace(id, "");
    }
}
