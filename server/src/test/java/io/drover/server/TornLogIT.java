package io.drover.server;

import static io.drover.server.LoggedSite.account;
import static io.drover.server.LoggedSite.decide;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decision log that lost the end of a line, stands still, or cannot be written. */
class TornLogIT {

    private final LoggedSite site;

    TornLogIT(@TempDir Path directory) throws IOException {
        site = new LoggedSite(directory);
    }

    @Test
    void start_lastLineIsTorn_endedAndPassedOver() throws Exception {
        String before;
        try (TestServer server = site.start()) {
            before = decide(server, "acme", 850);
        }
        Path last = site.segments().get(site.segments().size() - 1);
        Files.writeString(last, "{\"decisionId\":\"0190", StandardOpenOption.APPEND);

        try (TestServer server = site.start()) {
            String after = decide(server, "acme", 8);
            assertThat(server.get("/v1/decisions/" + before).statusCode()).isEqualTo(200);
            assertThat(server.get("/v1/decisions/" + after).statusCode()).isEqualTo(200);
        }
        assertThat(site.run("replay", "--all")).isZero();
        assertThat(site.run("forget", "account:nobody")).isZero();
        assertThat(site.out()).contains("1 torn line");
        assertThat(site.lines()).hasSize(2);
    }

    @Test
    void find_lineIsTornAfterItsHead_404AndNotReplayed() throws Exception {
        String torn;
        String sound;
        try (TestServer server = site.start()) {
            torn = decide(server, "acme", 850);
            sound = decide(server, "acme", 8);
        }
        Path segment = site.segments().get(0);
        List<String> lines = Files.readAllLines(segment);
        Files.write(segment, List.of(lines.get(0).substring(0, 400), lines.get(1)));

        try (TestServer server = site.start()) {
            var answer = server.get("/v1/decisions/" + torn);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).path("detail").asText()).contains("only a part of this decision");
            assertThat(server.get("/v1/decisions/" + sound).statusCode()).isEqualTo(200);
        }
        assertThat(site.run("replay", torn)).isEqualTo(3);
        assertThat(site.err()).contains("only a part of the decision " + torn);
    }

    @Test
    void find_lineHasLostItsEnd_404() throws Exception {
        String torn;
        try (TestServer server = site.start()) {
            torn = decide(server, "acme", 850);
            decide(server, "acme", 8);
        }
        Path segment = site.segments().get(0);
        Files.writeString(segment, String.join("", Files.readAllLines(segment)) + "\n");

        try (TestServer server = site.start()) {
            assertThat(server.get("/v1/decisions/" + torn).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void find_theLogIsStuck_503AndDecisionsGoOn() throws Exception {
        try (TestServer server = site.start();
                FileChannel appending =
                        FileChannel.open(site.data().resolve("decisions/append.lock"), StandardOpenOption.WRITE);
                FileLock held = appending.lock()) {
            assertThat(held.isValid()).isTrue();
            String id = decide(server, "acme", 850);
            boolean decided = false;
            for (int attempt = 0; attempt < 10 && !decided; attempt++) {
                decided = decidesWhileThreeLookUp(server, id);
            }

            assertThat(decided)
                    .as("a decision while more lookups wait than threads decide")
                    .isTrue();
        }
    }

    /** False also where this machine was too slow to tell: lookups wait for a second only. */
    private static boolean decidesWhileThreeLookUp(TestServer server, String id) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> lookups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lookups.add(CompletableFuture.supplyAsync(
                    () -> server.get("/v1/decisions/" + id), task -> new Thread(task, "lookup").start()));
        }
        while (lookups.stream().noneMatch(CompletableFuture::isDone)
                && !server.get("/metrics").body().contains("drover_requests_under_way 4.0")) {
            LockSupport.parkNanos(100_000);
        }
        decide(server, "acme", 850);
        boolean meanwhile = lookups.stream().noneMatch(CompletableFuture::isDone);
        for (CompletableFuture<HttpResponse<String>> lookup : lookups) {
            assertThat(lookup.get().statusCode()).isEqualTo(503);
            assertThat(lookup.get().headers().firstValue("Retry-After")).isPresent();
            assertThat(lookup.get().body()).contains("/problems/overloaded", "The decision log is behind");
        }
        return meanwhile;
    }

    @Test
    void decide_logCannotBeWritten_decidesAndCountsWhatIsLost() throws Exception {
        try (TestServer server = site.start()) {
            decide(server, "acme", 850);
            server.get("/v1/decisions/x");
            try (Stream<Path> files = Files.list(site.data().resolve("decisions"))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(site.data().resolve("decisions"));

            assertThat(server.decide(account("acme", 850)).statusCode()).isEqualTo(200);
            server.get("/v1/decisions/x");
            assertThat(server.get("/metrics").body())
                    .contains("drover_decision_log_lines_total{outcome=\"failed\"} 1.0");
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);

            Files.createDirectory(site.data().resolve("decisions"));
            String again = decide(server, "acme", 850);
            assertThat(server.get("/v1/decisions/" + again).statusCode()).isEqualTo(200);
        }
    }
}
