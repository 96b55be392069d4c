package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.HttpMessage;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.LoadResult;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The reference packs served from a heap of 128 MiB to 64 connections. */
final class SmallHeapSoak implements SoakRun {

    private static final String HEAP = "-Xmx128m";
    private static final int CONNECTIONS = 64;
    private static final int TURNS = 5;

    @Override
    public String title() {
        return "The reference packs with " + HEAP;
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        byte[][] requests = new byte[CONNECTIONS][];
        byte[][] expected = new byte[CONNECTIONS][];
        file.line(CONNECTIONS + " connections, each sends on as soon as it has its answer; requests with 0 to "
                + (CONNECTIONS - 1) + " signals.");
        try (ServerProcess server = site.serve(List.of(HEAP), site.home().resolve("rules"))) {
            DroverClient client = new DroverClient(server.uri());
            for (int i = 0; i < requests.length; i++) {
                byte[] body = SyntheticRequests.json("account-" + i, i, i);
                requests[i] = HttpMessage.post("/v1/decisions", "application/json", body);
                expected[i] = client.decide(body);
            }
            LoadGenerator load = new LoadGenerator(
                    server.uri().getPort(), server.handle(), requests, AnswerCheck.equalTo(expected), CONNECTIONS);
            file.table("turn | " + LoadResult.HEADER + " | " + JvmState.HEADER);
            long answers = 0;
            long failed = 0;
            long wrong = 0;
            Map<String, Integer> reasons = new TreeMap<>();
            for (int turn = 1; turn <= TURNS; turn++) {
                LoadResult result = load.closed(Duration.ofMillis(site.scaled(60_000)));
                answers += result.latencies().getTotalCount();
                failed += result.failed();
                wrong += result.wrong();
                result.reasons().forEach((reason, times) -> reasons.merge(reason, times, Integer::sum));
                file.row(turn + " | " + result.cells() + " | "
                        + JvmState.now(server.pid()).cells());
            }
            claims.claim(
                    "no request failed, and every answer is the one to the same request sent alone before",
                    answers > 0 && failed == 0 && wrong == 0,
                    "%,d answers, %d requests failed %s, %d wrong".formatted(answers, failed, reasons, wrong));
            claims.claim("the server lives", server.handle().isAlive(), "process " + server.pid());
        }
        claims.claim(
                "its memory was enough",
                !outOfMemory(site.scratch()),
                "OutOfMemoryError in what it wrote: " + (outOfMemory(site.scratch()) ? "yes" : "no"));
    }

    private static boolean outOfMemory(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                if (Files.readString(log, UTF_8).contains("OutOfMemoryError")) {
                    return true;
                }
            }
            return false;
        }
    }
}
