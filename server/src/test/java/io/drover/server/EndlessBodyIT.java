package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.decide.DecisionEngine;
import io.drover.server.config.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send on and on to what refuses them. */
class EndlessBodyIT {

    private static final int MEBIBYTE = 1 << 20;

    /** Twice what is read of a body that was refused, so that what waits in between does not matter. */
    private static final int ENDLESS_MEBIBYTES = 128;

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /nowhere HTTP/1.1\r\nHost: drover\r\n" + CHUNKED,
                "POST /nowhere HTTP/1.1\r\nHost: drover\r\nContent-Length: 9000000000000000000\r\n",
                "GET /v1/decisions/x HTTP/1.1\r\nHost: drover\r\n" + CHUNKED,
            })
    void body_endless_closedBehindTheLimitAndOthersAreServed(String head) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(3);
        try (TestServer server = TestServer.start(TestServer.SOUND)) {
            List<Future<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sent.add(senders.submit(() -> send(server, head)));
            }
            do {
                assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            } while (sent.stream().anyMatch(each -> !each.isDone()));
            for (Future<Integer> mebibytes : sent) {
                assertThat(mebibytes.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isLessThan(ENDLESS_MEBIBYTES);
            }
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void body_littleTooLargeWhereMuchIsAllowed_413() {
        int allowed = 65 * MEBIBYTE;
        Map<Setting, String> settings =
                Map.of(Setting.RULES, TestServer.SOUND.toString(), Setting.MAX_BODY, Integer.toString(allowed));
        DecisionEngine engine = PatientEngine.create();
        try (TestServer server = TestServer.start(settings, engine, TestServer.CLOCK)) {
            HttpResponse<String> response = server.decide(
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[allowed + 4_000])));

            assertThat(response.statusCode()).isEqualTo(413);
        }
    }

    /** How much could be sent, in mebibytes. */
    private static int send(TestServer server, String head) throws IOException {
        byte[] data = "x".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = server.connect()) {
            TestServer.write(socket, head + "\r\n");
            OutputStream out = socket.getOutputStream();
            for (int sent = 0; sent < ENDLESS_MEBIBYTES; sent++) {
                try {
                    if (head.endsWith(CHUNKED)) {
                        TestServer.write(socket, "100000\r\n");
                    }
                    out.write(data);
                    if (head.endsWith(CHUNKED)) {
                        TestServer.write(socket, "\r\n");
                    }
                } catch (SocketException e) {
                    return sent;
                }
            }
            return ENDLESS_MEBIBYTES;
        }
    }
}
