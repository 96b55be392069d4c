package io.drover.bench.soak;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.HttpMessage;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.LoadResult;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server must bear: connections opened and dropped, what is no HTTP or nearly, bodies that come byte by byte, and more
 * requests than it takes. After each it decides as before, and in the end it holds what it held after a first, smaller round.
 */
final class ConnectionSoak implements SoakRun {

    private static final int RULES = 10;
    private static final int CONNECTIONS = 10_000;
    private static final int MOST_OPEN = 500;
    private static final int MAX_REQUESTS = 64;
    private static final int RATE_LIMIT = 10;
    private static final double MOST_GROWTH = 1.10;
    private static final long MORE_KIB = 4 * 1024;
    private static final long MORE_DESCRIPTORS = 8;
    private static final long MORE_THREADS = 4;
    private static final long CLOSED_WITHIN_NANOS = Duration.ofSeconds(90).toNanos();

    /** The whole heap is resident from the start, so that what grows is something else. */
    private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final byte[] REQUEST = SyntheticRequests.json("acme", SyntheticRequests.STANDARD_SIGNALS, 1);
    private static final byte[] POST = HttpMessage.post("/v1/decisions", "application/json", REQUEST);
    private static final String POST_HEAD =
            "POST /v1/decisions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n";

    /** What a connection has sent when it is dropped; by turns its end is regular and a reset. */
    private static final List<byte[]> BEGUN = List.of(
            new byte[0],
            "POST /v1/deci".getBytes(StandardCharsets.ISO_8859_1),
            (POST_HEAD + "{\"asOf\":").getBytes(StandardCharsets.ISO_8859_1),
            POST);

    @Override
    public String title() {
        return "Connections that misbehave";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        new Variants(RULES, site.rules());
        file.line("JVM options " + String.join(" ", JVM) + "; max-requests " + MAX_REQUESTS + ".");
        try (ServerProcess server = site.serve(JVM, site.rules(), "--max-requests", Integer.toString(MAX_REQUESTS))) {
            Round round = new Round(file, claims, server);
            file.table("what | how often | answers by status | decides right afterwards | " + JvmState.HEADER);
            // Once before it counts: what is loaded and compiled at first use stays.
            round.run("to begin with", site.scaled(CONNECTIONS / 10), 1, site.scaled(10_000));
            JvmState before = round.settled();
            round.run("then", site.scaled(CONNECTIONS), site.scaled(20), site.scaled(10_000));
            JvmState after = round.settled();
            claims.claimFlat("heap after collection in KiB", before.heap(), after.heap(), MOST_GROWTH, MORE_KIB);
            claims.claimFlat("resident memory in KiB", before.resident(), after.resident(), MOST_GROWTH, 0);
            claims.claimFlat("threads", before.threads(), after.threads(), 1, MORE_THREADS);
            claims.claimFlat("descriptors", before.descriptors(), after.descriptors(), 1, MORE_DESCRIPTORS);
        }
        try (ServerProcess server = site.serve(
                "--rate-limit", Integer.toString(RATE_LIMIT), "--max-requests", Integer.toString(2 * MOST_OPEN))) {
            Round limited = new Round(file, claims, server);
            limited.flood("rate-limit " + RATE_LIMIT, site.scaled(10_000), 429);
        }
    }

    /** One server and what is done to it. */
    private static final class Round {
        private final ResultFile file;
        private final Claims claims;
        private final ServerProcess server;
        private final int port;
        private final DroverClient client;
        private final byte[] expected;
        private final long descriptorsAtFirst;

        Round(ResultFile file, Claims claims, ServerProcess server) {
            this.file = file;
            this.claims = claims;
            this.server = server;
            this.port = server.uri().getPort();
            this.client = new DroverClient(server.uri());
            this.expected = client.decide(REQUEST);
            this.descriptorsAtFirst = JvmState.descriptors(server.pid());
        }

        void run(String when, int connections, int times, int floodMillis) throws IOException, InterruptedException {
            drop(connections);
            record(when + ": opened and dropped", connections, "");
            malformed(when, times);
            slow();
            record(when + ": slow bodies, given up", MOST_OPEN / 5, "");
            flood(when, floodMillis, 503);
        }

        /** As many at once as the flood has, the rest behind them. */
        private void drop(int connections) throws IOException {
            for (int begin = 0; begin < connections; begin += MOST_OPEN) {
                List<Socket> open = new ArrayList<>();
                for (int i = begin; i < Math.min(connections, begin + MOST_OPEN); i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.getOutputStream().write(BEGUN.get(i % BEGUN.size()));
                    socket.setSoLinger(i / BEGUN.size() % 2 == 1, 0);
                    open.add(socket);
                }
                for (Socket socket : open) {
                    socket.close();
                }
            }
        }

        private void malformed(String when, int times) throws IOException {
            Map<String, Integer> answers = new TreeMap<>();
            List<String> bad = new ArrayList<>();
            List<MalformedHttp> corpus = MalformedHttp.corpus();
            for (int i = 0; i < times; i++) {
                for (MalformedHttp malformed : corpus) {
                    List<Integer> statuses = malformed.statuses(port);
                    answers.merge(statuses.isEmpty() ? "none" : statuses.toString(), 1, Integer::sum);
                    if (!malformed.isGood(statuses)) {
                        bad.add(malformed.name() + ": " + statuses);
                    }
                }
            }
            record(when + ": malformed HTTP", times * corpus.size(), answers.toString());
            claims.claim(
                    when + ": what is malformed is refused once, or its connection closed",
                    bad.isEmpty(),
                    bad.isEmpty() ? times * corpus.size() + " tries" : bad.toString());
        }

        private void slow() throws IOException, InterruptedException {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < MOST_OPEN / 5; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream().write(POST_HEAD.getBytes(StandardCharsets.ISO_8859_1));
                sockets.add(socket);
            }
            for (int bytes = 0; bytes < 20; bytes++) {
                for (Socket socket : sockets) {
                    try {
                        socket.getOutputStream().write(' ');
                    } catch (SocketException e) {
                        socket.setSoLinger(true, 0); // refused, as too many are under way, and closed
                    }
                }
                Thread.sleep(50);
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        }

        void flood(String when, int millis, int refusal) {
            LoadGenerator generator = new LoadGenerator(
                    port,
                    server.handle(),
                    new byte[][] {POST},
                    AnswerCheck.equalTo(new byte[][] {expected}),
                    MOST_OPEN);
            LoadResult flood = generator.closed(Duration.ofMillis(Math.max(1_000, millis)));
            long answers = flood.latencies().getTotalCount();
            long decided = answers - flood.refused() - flood.wrong();
            boolean asLimited =
                    flood.reasons().keySet().stream().allMatch(reason -> reason.startsWith(Integer.toString(refusal)));
            String found = "%d decided, %d decided wrongly, %d not decided, %d of these with Retry-After %s"
                    .formatted(decided, flood.wrong(), flood.failed(), flood.refused(), flood.reasons());
            record(when + ": flood from " + MOST_OPEN + " connections", (int) answers, found);
            claims.claim(
                    when + ": in the flood everything is decided right, or refused with " + refusal
                            + " and Retry-After; some of each",
                    flood.wrong() == 0
                            && flood.failed() == flood.refused()
                            && asLimited
                            && decided > 0
                            && flood.refused() > 0,
                    found);
        }

        private void record(String what, int times, String answers) {
            boolean right = decidesRight();
            file.row(what + " | " + times + " | " + answers + " | " + (right ? "yes" : "no") + " | "
                    + JvmState.now(server.pid()).cells());
            claims.claim(what + ": it decides right afterwards", right, times + " before");
        }

        private boolean decidesRight() {
            byte[] answer = client.decide(REQUEST);
            return Arrays.equals(
                    answer, AnswerCheck.ID_END, answer.length, expected, AnswerCheck.ID_END, expected.length);
        }

        /** The state when about as many descriptors are open as at first, or when the server had its time to close the others. */
        JvmState settled() throws InterruptedException {
            long begin = System.nanoTime();
            while (JvmState.descriptors(server.pid()) > descriptorsAtFirst + MORE_DESCRIPTORS
                    && System.nanoTime() - begin < CLOSED_WITHIN_NANOS) {
                Thread.sleep(200);
            }
            JvmState state = JvmState.afterCollection(server.pid());
            file.row("settled after " + (System.nanoTime() - begin) / 1_000_000 + " ms | | | | " + state.cells());
            return state;
        }
    }
}
