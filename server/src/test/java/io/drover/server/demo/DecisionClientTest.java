package io.drover.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionClientTest {

    private static final List<Question> QUESTIONS = List.of(new Question("Acme", "{}"));

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private DecisionClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/decisions", this::answer);
        server.start();
        client = new DecisionClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Answers with the next of the statuses. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = "{\"subject\": {\"id\": \"acme\"}}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(statuses.remove(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void decide_serverBusyTwice_askedAgain() {
        statuses.addAll(List.of(503, 503, 200));

        assertThat(client.decide(QUESTIONS)).extracting(Answer::subjectId).containsExactly("acme");
        assertThat(statuses).isEmpty();
    }

    @Test
    void decide_refused_saidAtOnce() {
        statuses.addAll(List.of(422, 200));

        assertThatThrownBy(() -> client.decide(QUESTIONS))
                .isInstanceOf(DemoFailedException.class)
                .hasMessageContaining("refused");
        assertThat(statuses).containsExactly(200);
    }

    @Test
    void decide_serverStaysBusy_givenUp() {
        for (int i = 0; i < 20; i++) {
            statuses.add(503);
        }

        assertThatThrownBy(() -> client.decide(QUESTIONS)).isInstanceOf(DemoFailedException.class);
        assertThat(statuses).hasSize(9);
    }
}
