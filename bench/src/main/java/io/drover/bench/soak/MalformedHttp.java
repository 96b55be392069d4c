package io.drover.bench.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What is not HTTP, or HTTP that two servers could understand differently.
 *
 * @param name what is wrong with it
 * @param text what is sent
 * @param harmless whether it may also be answered with 200, as HTTP lets a server be lenient there
 */
record MalformedHttp(String name, String text, boolean harmless) {

    private static final int PATIENCE_MILLIS = 15_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final String GET = "GET /health/live HTTP/1.1\r\nHost: a\r\n";
    private static final String POST = "POST /v1/decisions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private static final String SMUGGLED = GET + "\r\n";

    private static MalformedHttp bad(String name, String text) {
        return new MalformedHttp(name, text, false);
    }

    private static MalformedHttp lenient(String name, String text) {
        return new MalformedHttp(name, text, true);
    }

    /** Sends it to {@code port} and gives the statuses of all answers that come before the connection is closed. */
    List<Integer> statuses(int port) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
            } catch (SocketException e) {
                answer.append(""); // closed while we still sent; an answer may be there all the same
            }
            byte[] bytes = new byte[4096];
            for (int read = socket.getInputStream().read(bytes); read >= 0; ) {
                answer.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                read = socket.getInputStream().read(bytes);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(name + ": the connection stayed open", e);
        } catch (SocketException e) {
            answer.append(""); // reset by the server, which had not read all
        }
        return STATUS.matcher(answer)
                .results()
                .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                .toList();
    }

    /** Whether these statuses are a good answer: none at all, or one that refuses. */
    boolean isGood(List<Integer> statuses) {
        return statuses.size() <= 1
                && statuses.stream()
                        .allMatch(status -> (status >= 400 && status < 500)
                                || status == 501
                                || status == 505
                                || (harmless && status == 200));
    }

    static List<MalformedHttp> corpus() {
        return List.of(
                bad("empty lines", "\r\n\r\n\r\n"),
                bad("zero bytes", "\0\0\0\0"),
                bad("no request line", "hello\r\n\r\n"),
                bad("a method alone", "GET\r\n\r\n"),
                bad("no version", "GET /health/live\r\n\r\n"),
                lenient("an unknown version", "GET /health/live HTTP/9.9\r\nHost: a\r\n\r\n"),
                bad("a header without a colon", "GET /health/live HTTP/1.1\r\nHost a\r\n\r\n"),
                bad("a folded first header", "GET /health/live HTTP/1.1\r\n Host: a\r\n\r\n"),
                bad("a zero byte in a name", "GET /health/live HTTP/1.1\r\nHo\0st: a\r\n\r\n"),
                lenient("lines without CR", "GET /health/live HTTP/1.1\nHost: a\n\n"),
                bad("a bad escape in the path", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad("a path of 100 KB", "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad("5,000 headers", GET + "X: y\r\n".repeat(5_000) + "\r\n"),
                bad("a header of 200 KB", GET + "X: " + "y".repeat(200_000) + "\r\n\r\n"),
                bad("a negative length", POST + "Content-Length: -1\r\n\r\n{}"),
                bad("a length of 20 digits", POST + "Content-Length: 99999999999999999999\r\n\r\n{}"),
                bad("a length in words", POST + "Content-Length: two\r\n\r\n{}"),
                bad("two lengths", POST + "Content-Length: 2\r\nContent-Length: 50\r\n\r\n{}" + SMUGGLED),
                bad("two lengths in one", POST + "Content-Length: 2, 50\r\n\r\n{}" + SMUGGLED),
                bad(
                        "a length and chunks",
                        POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad(
                        "two transfer codings",
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad("a blank before the colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad("an unknown coding", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad("a chunk size that is no number", POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                bad("a huge chunk size", POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n"),
                bad(
                        "a chunk extension of 100 KB",
                        POST + "Transfer-Encoding: chunked\r\n\r\n2;" + "x".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n"),
                bad("a body that ends early", POST + "Content-Length: 1000\r\n\r\n{\"account\":"),
                bad("an unknown expectation", POST + "Expect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}"));
    }
}
