package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** A stream of ten million lines through {@code POST /v1/decisions}, an answer for each, in memory that does not grow. */
final class StreamSoak implements SoakRun {

    private static final int RULES = 10;
    private static final int LINES = 10_000_000;
    private static final int REPORTS = 20;
    private static final int BUFFER = 1 << 16;
    private static final String HEAD = String.join(
            "\r\n",
            "POST /v1/decisions HTTP/1.1",
            "Host: 127.0.0.1",
            "Content-Type: application/x-ndjson",
            "Transfer-Encoding: chunked",
            "",
            "");

    @Override
    public boolean run(Site site) throws Exception {
        int lines = site.scaled(LINES);
        ResultFile file = site.resultFile("ndjson", "A long NDJSON stream");
        new Variants(RULES, site.rules());
        try (ServerProcess server = site.serve("--request-timeout", "1d")) {
            new DroverClient(server.uri()).decide(SyntheticRequests.json("acme", 2, 1));
            file.line(lines + " lines with two signals each, a pack of " + RULES + " rules, one connection.");
            file.table("answers | lines/s | problems | " + JvmState.HEADER);
            return stream(file, server, lines);
        }
    }

    private static boolean stream(ResultFile file, ServerProcess server, int lines) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(socket, lines));
            BufferedReader answers = new BufferedReader(new InputStreamReader(
                    new ChunkedInput(new BufferedInputStream(socket.getInputStream(), BUFFER)),
                    StandardCharsets.UTF_8));
            long count = 0;
            long problems = 0;
            long begin = System.nanoTime();
            int every = Math.max(1, lines / REPORTS);
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                count++;
                problems += line.startsWith("{\"line\"") ? 1 : 0;
                if (count % every == 0) {
                    double perSecond = count * 1e9 / (System.nanoTime() - begin);
                    file.row(String.format(Locale.ROOT, "%,d | %,.0f | %d | ", count, perSecond, problems)
                            + JvmState.now(server.pid()).cells());
                }
            }
            sending.join();
            file.line("");
            file.line(count + " answers to " + lines + " lines; after a collection: "
                    + JvmState.afterCollection(server.pid()).cells() + ".");
            file.load();
            return count == lines && problems == 0;
        }
    }

    private static void send(Socket socket, int lines) {
        byte[][] bodies = new byte[16][];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = (new String(SyntheticRequests.json("account-" + i, 2, i), StandardCharsets.UTF_8) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            out.write(HEAD.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < lines; i++) {
                byte[] body = bodies[i % bodies.length];
                out.write((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(body);
                out.write('\r');
                out.write('\n');
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("after the server stopped reading", e);
        }
    }
}
