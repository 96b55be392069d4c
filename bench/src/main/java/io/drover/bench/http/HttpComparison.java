package io.drover.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.report.ResultFile;
import io.drover.bench.report.Surroundings;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.SyntheticRequests;
import io.drover.bench.synthetic.Weight;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures {@code POST /v1/decisions} against the bare echo of the same request: most requests a second, then latency at fixed
 * rates. The two take turns, so that a machine that slows down does not favour one.
 */
@CommandLine.Command(name = "http", sortOptions = false)
public final class HttpComparison implements Callable<Integer> {

    private static final int REQUESTS = 64;
    private static final int COLD_TRIES = 10;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Mixin
    private final Surroundings surroundings = new Surroundings();

    @Option(names = "--rules", description = "Rules of the pack. Default: ${DEFAULT-VALUE}.")
    private int rules = 60;

    @Option(names = "--weight", description = "Work that the rules are: light or heavy. Default: ${DEFAULT-VALUE}.")
    private Weight weight = Weight.HEAVY;

    @Option(
            names = "--signals",
            description = "Signals of a request. Default: ${DEFAULT-VALUE}, which makes nine facts.")
    private int signals = SyntheticRequests.STANDARD_SIGNALS;

    @Option(names = "--connections", description = "Connections. Default: ${DEFAULT-VALUE}.")
    private int connections = 16;

    @Option(names = "--rounds", description = "Turns that each of the two has. Default: ${DEFAULT-VALUE}.")
    private int rounds = 11;

    @Option(names = "--seconds", description = "Length of a turn. Default: ${DEFAULT-VALUE}.")
    private int seconds = 3;

    @Option(names = "--warm-up", description = "Requests answered before the first turn. Default: ${DEFAULT-VALUE}.")
    private long warmUp = 700_000;

    @Option(names = "--jvm", description = "An option for the JVMs of both servers; may be repeated.")
    private List<String> jvm = new ArrayList<>();

    /** One of the two, and what its turns gave. */
    private record Contestant(String name, LoadGenerator load, List<LoadResult> turns) {

        double median(ToDoubleFunction<LoadResult> value) {
            double[] sorted = turns.stream().mapToDouble(value).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new HttpComparison())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("drover-bench");
        SyntheticPack.of(weight, "p1", rules, 1, 1).writeTo(scratch.resolve("rules"));
        try (ServerProcess drover = ServerProcess.drover(
                surroundings.jar(),
                surroundings.home(),
                scratch.resolve("rules"),
                scratch.resolve("data"),
                scratch.resolve("drover.log"),
                jvm,
                List.of())) {
            byte[][] answers = new byte[REQUESTS][];
            byte[][] requests = new byte[REQUESTS][];
            for (int i = 0; i < REQUESTS; i++) {
                byte[] body = SyntheticRequests.json("account-" + i, signals, i);
                requests[i] = HttpMessage.post("/v1/decisions", "application/json", body);
                answers[i] = decide(drover.uri(), body);
            }
            Path echoed = Files.write(scratch.resolve("answer.json"), middle(answers));
            try (ServerProcess echo = echo(EchoServer.Work.NONE, echoed, scratch);
                    ServerProcess fresh = echo(EchoServer.Work.FRESH, echoed, scratch);
                    ServerProcess pooled = echo(EchoServer.Work.POOLED, echoed, scratch);
                    ServerProcess hashed = echo(EchoServer.Work.HASHED, echoed, scratch)) {
                int length = (int) Files.size(echoed);
                AnswerCheck sameLength = (request, sent, bytes, from, to) -> to - from == length;
                compare(
                        contestant("decide", drover, requests, AnswerCheck.equalTo(answers)),
                        contestant("echo", echo, requests, sameLength),
                        List.of(
                                contestant("Drools by hand, fresh session", fresh, requests, sameLength),
                                contestant("Drools by hand, pooled session", pooled, requests, sameLength),
                                contestant("the same, written and hashed", hashed, requests, sameLength)),
                        requests[0].length,
                        length);
            }
        }
        return 0;
    }

    private ServerProcess echo(EchoServer.Work work, Path answer, Path scratch) {
        Path log = scratch.resolve("echo-" + work + ".log");
        return ServerProcess.echo(EchoServer.arguments(answer, work, weight, rules), log, jvm);
    }

    private Contestant contestant(String name, ServerProcess server, byte[][] requests, AnswerCheck check) {
        return new Contestant(
                name,
                new LoadGenerator(server.uri().getPort(), server.handle(), requests, check, connections),
                new ArrayList<>());
    }

    private void compare(
            Contestant decide, Contestant echo, List<Contestant> byHand, int requestBytes, int answerBytes) {
        ResultFile file = new ResultFile(
                surroundings.results(),
                "http-" + rules + "-" + weight.key() + "-rules",
                "Decisions over HTTP against the bare echo",
                Instant.now());
        file.line(String.format(
                Locale.ROOT,
                "One pack of %d %s rules, %d facts a request (%,d bytes with headers), answers of about %,d bytes. One client thread,"
                        + " %d connections kept open. Load closed: each connection sends on as soon as it has its answer. Turns"
                        + " of %d s after %,d requests to warm up; JVM options %s.",
                rules,
                weight.key(),
                signals + 3,
                requestBytes,
                answerBytes,
                connections,
                seconds,
                warmUp,
                jvm.isEmpty() ? "none" : String.join(" ", jvm)));
        List<Contestant> all = new ArrayList<>(List.of(decide, echo));
        all.addAll(byHand);
        all.forEach(each -> each.load().warmUp(warmUp));
        file.table("turn | | " + LoadResult.HEADER);
        for (int round = 1; round <= rounds; round++) {
            for (Contestant each : all) {
                LoadResult result = each.load().closed(Duration.ofSeconds(seconds));
                each.turns().add(result);
                file.row(round + " | " + each.name() + " | " + result.cells());
            }
        }
        file.load();
        ratio(file, decide, echo);
        byHand.forEach(each -> ratio(file, each, echo));
        openLoop(file, decide, echo);
    }

    private static void ratio(ResultFile file, Contestant contestant, Contestant echo) {
        double[] ratios = new double[echo.turns().size()];
        for (int turn = 0; turn < ratios.length; turn++) {
            ratios[turn] = contestant.turns().get(turn).perSecond()
                    / echo.turns().get(turn).perSecond();
        }
        Arrays.sort(ratios);
        file.line("");
        file.line(String.format(
                Locale.ROOT,
                "Of the turns of %s and echo: **ratio %.2f** (median; %.2f to %.2f); medians %,.0f and %,.0f requests/s; server"
                        + " processor time a request %.1f and %.1f µs: %.1f µs more.",
                contestant.name(),
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1],
                contestant.median(LoadResult::perSecond),
                echo.median(LoadResult::perSecond),
                contestant.median(LoadResult::serverMicrosPerRequest),
                echo.median(LoadResult::serverMicrosPerRequest),
                contestant.median(LoadResult::serverMicrosPerRequest)
                        - echo.median(LoadResult::serverMicrosPerRequest)));
    }

    private void openLoop(ResultFile file, Contestant decide, Contestant echo) {
        file.line("");
        file.line("Load open: requests are due at a fixed rate, and latency counts from when a request was due.");
        file.table("rate/s | | " + LoadResult.HEADER);
        double most = decide.median(LoadResult::perSecond);
        for (double part : new double[] {0.25, 0.5, 0.75}) {
            for (Contestant each : List.of(decide, echo)) {
                LoadResult result = each.load().open(Duration.ofSeconds(seconds), most * part);
                file.row(String.format(Locale.ROOT, "%,.0f", most * part) + " | " + each.name() + " | "
                        + result.cells());
            }
        }
        file.load();
    }

    /** Of the answers, the one of middle length. */
    private static byte[] middle(byte[][] answers) {
        List<byte[]> sorted = new ArrayList<>(List.of(answers));
        sorted.sort(Comparator.comparingInt(bytes -> bytes.length));
        return sorted.get(sorted.size() / 2);
    }

    /** The answer to {@code body}. A cold JVM on a busy machine may not decide in time; then it is asked again. */
    private static byte[] decide(URI server, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/decisions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        for (int more = COLD_TRIES; response.statusCode() == 503 && more > 0; more--) {
            response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode() + ": " + new String(response.body(), UTF_8));
        }
        return response.body();
    }
}
