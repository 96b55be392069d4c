package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.HttpMessage;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.soak.Bombs.Bomb;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.SyntheticRequests;
import io.drover.bench.synthetic.Weight;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Rules that take too much, each set off some times while the same server decides by another pack under load. Each is stopped
 * within a second and named; no other request fails.
 */
final class BombSoak implements SoakRun {

    private static final int CONNECTIONS = 4;
    private static final int REQUESTS_PER_SECOND = 100;
    private static final int REQUESTS = 16;
    private static final double LONGEST_MILLIS = 1_000;

    @Override
    public String title() {
        return "Rules that take too much, beside others";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        int times = Math.max(3, site.scaled(15));
        SyntheticPack.of(Weight.LIGHT, "normal", 60, 1, 1).writeTo(site.rules());
        Bombs.writeTo(site.rules());
        file.line("Two packs: 60 light rules, for which " + REQUESTS_PER_SECOND + " requests/s come from " + CONNECTIONS
                + " connections all the time, and one of rules that take too much. Each of these is set off " + times
                + " times, one after the other, over HTTP; its time is from the request to the problem, with the reading of"
                + " up to 1 MiB. Endless loops cannot be written in a rule.");
        try (ServerProcess server = site.serve()) {
            DroverClient client = new DroverClient(server.uri());
            byte[][] bodies =
                    IntStream.range(0, REQUESTS).mapToObj(BombSoak::normal).toArray(byte[][]::new);
            byte[][] requests = Arrays.stream(bodies)
                    .map(body -> HttpMessage.post("/v1/decisions", "application/json", body))
                    .toArray(byte[][]::new);
            byte[][] expected = Arrays.stream(bodies).map(client::decide).toArray(byte[][]::new);
            file.table("rule | first, ms | median, ms | longest, ms | problem | " + BackgroundLoad.HEADER);
            try (BackgroundLoad load = new BackgroundLoad(
                    server, requests, AnswerCheck.equalTo(expected), CONNECTIONS, REQUESTS_PER_SECOND)) {
                load.phase();
                load.phase();
                file.row("none | | | | | " + load.phase());
                for (Bomb bomb : Bombs.all()) {
                    setOff(bomb, times, client, load, file, claims);
                }
                file.row("none | | | | | " + load.phase());
                load.claimAllRight(claims);
            }
            file.line("Heap and threads afterwards: " + JvmState.HEADER + " = "
                    + JvmState.afterCollection(server.pid()).cells());
        }
    }

    private static byte[] normal(int number) {
        String request =
                new String(SyntheticRequests.json("account-" + number, 6, number), StandardCharsets.UTF_8).strip();
        return ("{\"packs\":[\"normal\"]," + request.substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    private static void setOff(
            Bomb bomb, int times, DroverClient client, BackgroundLoad load, ResultFile file, Claims claims)
            throws InterruptedException {
        byte[] request = bomb.request().getBytes(StandardCharsets.UTF_8);
        double[] millis = new double[times];
        String said = "";
        boolean named = true;
        int late = 0;
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            HttpResponse<byte[]> answer = client.post(request, bomb.explained());
            millis[i] = (System.nanoTime() - begin) / 1e6;
            JsonNode problem = DroverClient.json(answer.body());
            said = problem.path("type").asText() + " " + problem.path("rule").asText();
            late += problem.path("type").asText().endsWith("/deadline") ? 1 : 0;
            named &= problem.path("detail").asText().contains("The rule \"" + bomb.rule());
        }
        double first = millis[0];
        Arrays.sort(millis);
        file.row(String.format(
                Locale.ROOT,
                "%s | %.0f | %.0f | %.0f | %s | %s",
                bomb.rule(),
                first,
                millis[times / 2],
                millis[times - 1],
                said,
                load.phase()));
        System.out.println(bomb.rule() + " " + said + " " + List.of(first, millis[times / 2], millis[times - 1]));
        claims.claim(
                bomb.rule() + " is stopped within a second, and named each time",
                named && millis[times / 2] <= LONGEST_MILLIS,
                String.format(Locale.ROOT, "%s, median %.0f ms, %d times by the clock", said, millis[times / 2], late));
    }
}
