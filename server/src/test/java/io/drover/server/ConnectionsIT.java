package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What no well-behaved client sends; after each of it the server goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionsIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";
    private static final String HEAD =
            "POST /v1/decisions HTTP/1.1\r\nHost: drover\r\nContent-Type: application/json\r\n";
    private static final int CAPACITY = 256;

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
    void body_truncated_refusedOrClosed() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(socket, HEAD + "Content-Length: 100\r\n\r\n" + LARGE);
            socket.shutdownOutput();

            assertThat(TestServer.readAll(socket))
                    .doesNotContain("HTTP/1.1 200")
                    .matches("(?s)(HTTP/1.1 400 .*)?");
        }
    }

    @Test
    void body_truncatedInAChunk_refusedOrClosed() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\nff\r\n" + LARGE);
            socket.shutdownOutput();

            assertThat(TestServer.readAll(socket))
                    .doesNotContain("HTTP/1.1 200")
                    .matches("(?s)(HTTP/1.1 400 .*)?");
        }
    }

    @Test
    void connection_droppedInTheMiddleOfABody_isNothing() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = server.connect()) {
                socket.setSoLinger(true, 0); // a reset instead of an orderly end
                TestServer.write(socket, HEAD + "Content-Length: 1000\r\n\r\n" + LARGE);
            }
        }
    }

    @Test
    void expectContinue_bodyThatIsTaken_askedForAndDecided() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(
                    socket,
                    HEAD + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: " + LARGE.length()
                            + "\r\n\r\n");
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 100 Continue");

            TestServer.write(socket, LARGE);
            assertThat(TestServer.readAll(socket)).contains("HTTP/1.1 200 OK", "\"large\"");
        }
    }

    @Test
    void expectContinue_bodyThatIsTooLarge_refusedBeforeItIsSent() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(socket, HEAD + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");

            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void header_withASpaceBeforeTheColon_refused() throws IOException {
        assertRefused(HEAD + "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
    }

    @Test
    void header_twoLengths_refused() throws IOException {
        assertRefused(HEAD + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}");
    }

    @Test
    void header_lengthAndChunked_refused() throws IOException {
        assertRefused(
                HEAD + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /none HTTP/1.1\r\n\r\n");
    }

    @Test
    void header_noHost_refused() throws IOException {
        assertRefused("GET /v1/packs HTTP/1.1\r\n\r\n");
    }

    @Test
    void header_tooLarge_refused() throws IOException {
        assertRefused("GET /v1/packs HTTP/1.1\r\nHost: drover\r\nX-Long: " + "x".repeat(40_000) + "\r\n\r\n");
    }

    @Test
    void header_lengthOfMoreDigitsThanANumberHas_413() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(socket, HEAD + "Content-Length: 99999999999999999999999\r\n\r\n");

            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void request_thatIsNoHttp_refused() throws IOException {
        assertRefused("\u0016\u0003\u0001 hello\r\n\r\n");
    }

    @Test
    void decisions_moreUnderWayThanThereIsRoomFor_503() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try {
            String refused = "";
            // Each sends its head and withholds its body; the order in which they arrive is not theirs.
            for (int i = 0; i < CAPACITY; i++) {
                Socket socket = server.connect();
                waiting.add(socket);
                TestServer.write(socket, HEAD + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
                assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 100 Continue");
            }
            try (Socket socket = server.connect()) {
                TestServer.write(socket, HEAD + "Connection: close\r\nContent-Length: 2\r\n\r\n{}");
                refused = TestServer.readAll(socket);
            }

            assertThat(refused).contains("HTTP/1.1 503", "Retry-After: 1", "/problems/overloaded");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : waiting) {
                TestServer.write(socket, "{}");
                assertThat(firstLine(socket)).isEmpty();
                assertThat(firstLine(socket)).startsWith("HTTP/1.1 422");
                socket.close();
            }
        }
    }

    private void assertRefused(String request) throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.write(socket, request);
            socket.shutdownOutput();

            assertThat(TestServer.readAll(socket))
                    .doesNotContain("HTTP/1.1 2")
                    .doesNotContain("Exception")
                    .matches("(?s)(HTTP/1.1 4.*)?");
        }
    }

    /** One line, read byte by byte so that nothing behind it is taken. */
    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\n' && next >= 0;
                next = socket.getInputStream().read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
