package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** A server that is told to stop while a request is under way. */
class StopIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";

    @Test
    void stop_requestUnderWay_answeredAndThenClosed() throws Exception {
        TestServer server = TestServer.start(TestServer.SOUND);
        try (Socket socket = server.connect()) {
            sendHead(socket);
            int port = server.server().uri().getPort();
            Thread stopping = new Thread(server::close);
            stopping.start();
            awaitClosed(port);

            TestServer.write(socket, LARGE);

            assertThat(TestServer.readAll(socket)).contains("HTTP/1.1 200 OK", "Connection: close", "\"large\"");
            stopping.join(Waiting.PATIENCE.toMillis());
            assertThat(stopping.isAlive()).isFalse();
        }
    }

    @Test
    @Timeout(60) // for what would wait for ever; how long it takes is the machine's affair
    void stop_requestAndLogStandStill_cutOffAndSaid(@TempDir Path data) throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.list = new CopyOnWriteArrayList<>(); // read while others may still write
        said.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.drover.server");
        logger.addAppender(said);
        try {
            stopWhileRequestAndLogStandStill(data);
        } finally {
            logger.detachAppender(said);
            Waiting.until(
                    () -> canBeTaken(data.resolve("decisions/server.lock"))); // the log's thread lets go at the end
        }
        assertThat(said.list).extracting(ILoggingEvent::getMessage).contains("decision log is not written to its end");
        assertThat(said.list)
                .filteredOn(event -> event.getMessage().equals("server has stopped"))
                .singleElement()
                .satisfies(event -> assertThat(event.getKeyValuePairs()).contains(new KeyValuePair("cutOff", 1)));
    }

    private static void stopWhileRequestAndLogStandStill(Path data) throws IOException {
        TestServer server = TestServer.start(
                Map.of(
                        Setting.RULES, TestServer.SOUND.toString(),
                        Setting.DATA, data.toString(),
                        Setting.STOP_TIMEOUT, "1s"),
                PatientEngine.create(),
                TestServer.CLOCK);
        try (FileChannel appending = FileChannel.open(data.resolve("decisions/append.lock"), StandardOpenOption.WRITE);
                FileLock held = appending.lock();
                Socket socket = server.connect()) {
            assertThat(held.isValid()).isTrue();
            assertThat(server.decide(LARGE).statusCode()).isEqualTo(200);
            sendHead(socket);

            server.close();
        }
    }

    private static boolean canBeTaken(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // the server of this process holds it
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

    /** Sends the head of a request, and waits until the server asks for its body. */
    private static void sendHead(Socket socket) throws IOException {
        TestServer.write(
                socket,
                "POST /v1/decisions HTTP/1.1\r\nHost: drover\r\nContent-Type: application/json\r\n"
                        + "Expect: 100-continue\r\nContent-Length: " + LARGE.length() + "\r\n\r\n");
        assertThat(socket.getInputStream().read()).as("the request has arrived").isEqualTo('H');
    }
}
