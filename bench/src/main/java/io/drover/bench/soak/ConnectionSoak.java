package io.drover.bench.soak;

import io.drover.bench.http.HttpMessage;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.LoadResult;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server must bear: connections opened and dropped, what is no HTTP or nearly, bodies that come byte by byte, heads that
 * do not end, and more requests than it takes. After each it decides as before, and its memory does not grow.
 */
final class ConnectionSoak implements SoakRun {

    private static final int RULES = 10;
    private static final int MOST_OPEN = 500;
    private static final double MOST_GROWTH = 1.10;
    private static final long SETTLED_KIB = 8 * 1024;

    @Override
    public boolean run(Site site) throws Exception {
        ResultFile file = site.resultFile("connections", "Connections that misbehave");
        new Variants(RULES, site.rules());
        byte[] request = SyntheticRequests.json("acme", 6, 1);
        try (ServerProcess server = site.serve()) {
            DroverClient client = new DroverClient(server.uri());
            client.decide(request);
            file.table("what | how often | answers with a status | decides afterwards | " + JvmState.HEADER);
            // Once before it counts: what is loaded and compiled at first use stays.
            round(site.scaled(200), file, server, client, request, "to begin with");
            JvmState before = JvmState.afterCollection(server.pid());
            round(site.scaled(10_000), file, server, client, request, "then");
            JvmState after = JvmState.afterCollection(server.pid());
            file.line("");
            file.line("From the end of the first round to the end: " + after.growth(before) + ".");
            file.load();
            return after.heap() <= before.heap() * MOST_GROWTH + SETTLED_KIB;
        }
    }

    private static void round(
            int times, ResultFile file, ServerProcess server, DroverClient client, byte[] request, String when)
            throws Exception {
        int port = server.uri().getPort();
        record(file, server, client, request, when + ": opened and dropped", times, dropped(port, times));
        int few = Math.max(1, times / 20);
        int answered = 0;
        List<byte[]> corpus = MalformedHttp.corpus();
        for (int i = 0; i < few; i++) {
            for (byte[] malformed : corpus) {
                answered += answers(port, malformed);
            }
        }
        record(file, server, client, request, when + ": malformed HTTP", few * corpus.size(), answered);
        record(file, server, client, request, when + ": slow bodies, given up", few, slow(port, few));
        byte[][] requests = {HttpMessage.post("/v1/decisions", "application/json", request)};
        LoadResult flood = new LoadGenerator(port, server.handle(), requests, (r, b, f, t) -> true, MOST_OPEN)
                .closed(Duration.ofMillis(Math.max(500, times)));
        record(
                file,
                server,
                client,
                request,
                when + ": flood from " + MOST_OPEN + " connections, " + flood.failed() + " refused",
                (int) flood.latencies().getTotalCount(),
                (int) flood.latencies().getTotalCount());
    }

    private static void record(
            ResultFile file,
            ServerProcess server,
            DroverClient client,
            byte[] request,
            String what,
            int times,
            int answered) {
        client.decide(request);
        file.row(what + " | " + times + " | " + answered + " | yes | "
                + JvmState.afterCollection(server.pid()).cells());
    }

    /** Some without a word, some in the middle of a head, some in the middle of a body. */
    private static int dropped(int port, int times) throws IOException {
        String[] begun = {
            "",
            "POST /v1/deci",
            "POST /v1/decisions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 900\r\n\r\n{\"asOf\":"
        };
        for (int i = 0; i < times; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(begun[i % begun.length].getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return 0;
    }

    private static int slow(int port, int times) throws IOException, InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        byte[] head =
                "POST /v1/decisions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < Math.min(times, MOST_OPEN / 5); i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write(head);
            sockets.add(socket);
        }
        for (int bytes = 0; bytes < 20; bytes++) {
            for (Socket socket : sockets) {
                socket.getOutputStream().write(' ');
            }
            Thread.sleep(50);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        return 0;
    }

    /** 1 if something with a status came back. */
    private static int answers(int port, byte[] bytes) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(500);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            socket.shutdownOutput();
            byte[] start = socket.getInputStream().readNBytes(5);
            return new String(start, StandardCharsets.ISO_8859_1).equals("HTTP/") ? 1 : 0;
        } catch (IOException e) {
            return 0; // closed while we still sent, or not a word within the time: both are good answers
        }
    }
}
