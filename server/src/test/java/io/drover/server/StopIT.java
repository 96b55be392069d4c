package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop while a request is under way. */
class StopIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";

    @Test
    void stop_requestUnderWay_answeredAndThenClosed() throws Exception {
        TestServer server = TestServer.start(TestServer.SOUND);
        try (Socket socket = server.connect()) {
            TestServer.write(
                    socket,
                    "POST /v1/decisions HTTP/1.1\r\nHost: drover\r\nContent-Type: application/json\r\n"
                            + "Expect: 100-continue\r\nContent-Length: " + LARGE.length() + "\r\n\r\n");
            assertThat(socket.getInputStream().read())
                    .as("the request has arrived")
                    .isEqualTo('H');
            int port = server.server().uri().getPort();
            Thread stopping = new Thread(server::close);
            stopping.start();
            awaitClosed(port);

            TestServer.write(socket, LARGE);

            assertThat(TestServer.readAll(socket)).contains("HTTP/1.1 200 OK", "Connection: close", "\"large\"");
            stopping.join(Duration.ofSeconds(20).toMillis());
            assertThat(stopping.isAlive()).isFalse();
        }
    }

    @Test
    void stop_requestAndLogStandStill_endsWithinItsTime(@TempDir Path data) throws Exception {
        TestServer server = TestServer.start(
                Map.of(
                        Setting.RULES, TestServer.SOUND.toString(),
                        Setting.DATA, data.toString(),
                        Setting.STOP_TIMEOUT, "4s"),
                new DecisionEngine(Limits.defaults(), System::nanoTime),
                TestServer.CLOCK);
        try (FileChannel appending = FileChannel.open(data.resolve("decisions/append.lock"), StandardOpenOption.WRITE);
                FileLock held = appending.lock();
                Socket socket = server.connect()) {
            assertThat(held.isValid()).isTrue();
            assertThat(server.decide(LARGE).statusCode()).isEqualTo(200);
            TestServer.write(
                    socket,
                    "POST /v1/decisions HTTP/1.1\r\nHost: drover\r\nContent-Type: application/json\r\n"
                            + "Expect: 100-continue\r\nContent-Length: " + LARGE.length() + "\r\n\r\n");
            assertThat(socket.getInputStream().read())
                    .as("the request has arrived")
                    .isEqualTo('H');

            long begin = System.nanoTime();
            server.close();

            // What the two of them would have taken, one after the other, is twice the time.
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
        }
    }

    /** Waits until the port refuses connections; each that it still takes is waited on, so that they are few. */
    private static void awaitClosed(int port) throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                probe.setSoTimeout(100);
                assertThat(probe.getInputStream().read()).isEqualTo(-1);
            } catch (ConnectException e) {
                return;
            } catch (SocketTimeoutException | SocketException e) {
                assertThat(e)
                        .as("a connection that was taken, or dropped from the backlog")
                        .isNotNull();
            }
        }
        throw new AssertionError("the port stays open");
    }
}
