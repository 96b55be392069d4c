package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.http.HttpMessage;
import io.drover.bench.http.LoadGenerator;
import io.drover.bench.http.LoadResult;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.time.Duration;
import java.util.List;

/** The reference packs served from a heap of 128 MiB to 64 connections. */
final class SmallHeapSoak implements SoakRun {

    private static final String HEAP = "-Xmx128m";

    @Override
    public boolean run(Site site) {
        ResultFile file = site.resultFile("small-heap", "The reference packs with " + HEAP);
        byte[][] requests = new byte[64][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] =
                    HttpMessage.post("/v1/decisions", "application/json", SyntheticRequests.json("account-" + i, i, i));
        }
        try (ServerProcess server = site.serve(List.of(HEAP), site.home().resolve("rules"))) {
            new DroverClient(server.uri()).decide(SyntheticRequests.json("acme", 6, 1));
            LoadGenerator load = new LoadGenerator(
                    server.uri().getPort(),
                    server.handle(),
                    requests,
                    (request, bytes, from, to) ->
                            new String(bytes, from, to - from, UTF_8).contains("\"id\":\"account-" + request + "\""),
                    64);
            file.table("minute | " + LoadResult.HEADER + " | " + JvmState.HEADER);
            long bad = 0;
            for (int minute = 1; minute <= site.scaled(10); minute++) {
                LoadResult result = load.closed(Duration.ofMillis(site.scaled(60_000)));
                bad += result.failed() + result.wrong();
                file.row(minute + " | " + result.cells() + " | "
                        + JvmState.now(server.pid()).cells());
            }
            file.load();
            return bad == 0 && server.handle().isAlive();
        }
    }
}
