package io.drover.bench.soak;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is not HTTP, or HTTP that two servers could understand differently. */
final class MalformedHttp {

    private static final String POST = "POST /v1/decisions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private static final String SMUGGLED = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    private MalformedHttp() {}

    static List<byte[]> corpus() {
        return List.of(
                        "\r\n\r\n\r\n",
                        "\0\0\0\0",
                        "hello\r\n\r\n",
                        "GET\r\n\r\n",
                        "GET /health/live\r\n\r\n",
                        "GET /health/live HTTP/9.9\r\nHost: a\r\n\r\n",
                        "GET /health/live HTTP/1.1\r\nHost a\r\n\r\n",
                        "GET /health/live HTTP/1.1\r\n Host: a\r\n\r\n",
                        "GET /health/live HTTP/1.1\r\nHo\0st: a\r\n\r\n",
                        "GET /health/live HTTP/1.1\nHost: a\n\n",
                        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /health/live HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(5_000) + "\r\n",
                        "GET /health/live HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(200_000) + "\r\n\r\n",
                        POST + "Content-Length: -1\r\n\r\n{}",
                        POST + "Content-Length: 99999999999999999999\r\n\r\n{}",
                        POST + "Content-Length: two\r\n\r\n{}",
                        POST + "Content-Length: 2\r\nContent-Length: 50\r\n\r\n{}" + SMUGGLED,
                        POST + "Content-Length: 2, 50\r\n\r\n{}" + SMUGGLED,
                        POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
                        POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                        POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                        POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                        POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n",
                        POST + "Transfer-Encoding: chunked\r\n\r\n2;" + "x".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n",
                        POST + "Content-Length: 1000\r\n\r\n{\"account\":",
                        POST + "Expect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}")
                .stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }
}
