package io.drover.bench.soak;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.HttpMessage;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Rolls back and forth under load, to revisions in memory and to such that have to be restored from the disk. */
final class RollbackRun {

    private static final int IN_MEMORY = 60;
    private static final int FROM_DISK = 12;
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS_PER_SECOND = 100;
    private static final int WARM_SECONDS = 5;
    private static final long BETWEEN_ASKS_MILLIS = 2;
    private static final double MOST_MILLIS = 100;

    private final Site site;
    private final ResultFile file;
    private final Claims claims;
    private final ServerProcess server;
    private final Operator operator;

    RollbackRun(Site site, ResultFile file, Claims claims, ServerProcess server) {
        this.site = site;
        this.file = file;
        this.claims = claims;
        this.server = server;
        this.operator = new Operator(server.uri());
    }

    /**
     * Rolls back among {@code revisions}, of which there are more than the server holds in memory: the active one first, and last the
     * one that was active before it. Those between may be on the disk only.
     */
    void run(List<String> revisions) throws Exception {
        file.line("");
        file.line("Roll backs under " + REQUESTS_PER_SECOND + " requests/s from " + CONNECTIONS
                + " connections. *Serving* is from the call until a decision was answered by the revision, asked for every "
                + BETWEEN_ASKS_MILLIS + " ms by one more connection; *answered* is until the call was.");
        AnswerCheck anyRevision = (request, sent, bytes, from, to) -> true; // which one decided is looked at in between
        byte[][] requests = {HttpMessage.post("/v1/decisions", "application/json", Operator.request())};
        try (BackgroundLoad load =
                new BackgroundLoad(server, requests, anyRevision, CONNECTIONS, REQUESTS_PER_SECOND)) {
            for (int second = 0; second < WARM_SECONDS; second++) {
                load.phase();
            }
            file.table(
                    "roll backs | count | serving ms: min | median | p99 | max | answered ms: min | median | p99 | max | "
                            + BackgroundLoad.HEADER);
            List<Double> serving = roll(
                    "in memory",
                    List.of(revisions.get(0), revisions.get(revisions.size() - 1)),
                    site.scaled(IN_MEMORY),
                    load);
            claims.claim(
                    "a revision in memory serves in under 100 ms from the call",
                    serving.get(serving.size() - 1) < MOST_MILLIS,
                    "%.1f ms at most, %.1f in the median of %d"
                            .formatted(serving.get(serving.size() - 1), at(serving, 0.5), serving.size()));
            roll("from disk", revisions, Math.max(revisions.size(), site.scaled(FROM_DISK)), load);
            load.claimAllRight(claims);
        }
    }

    private List<Double> roll(String what, List<String> revisions, int times, BackgroundLoad load) throws Exception {
        List<Double> serving = new ArrayList<>();
        List<Double> answered = new ArrayList<>();
        String active = operator.active();
        for (int i = 0; i < times; i++) {
            String to = revisions.get((revisions.indexOf(active) + 1) % revisions.size());
            long begin = System.nanoTime();
            CompletableFuture<Double> served = CompletableFuture.supplyAsync(() -> millisUntil(to, begin));
            HttpResponse<String> answer = operator.activate(to, active);
            answered.add((System.nanoTime() - begin) / 1e6);
            Operator.require(answer, 200);
            serving.add(served.join());
            active = to;
        }
        Collections.sort(serving);
        Collections.sort(answered);
        file.row(what + " | " + times + " | " + spread(serving) + " | " + spread(answered) + " | " + load.phase());
        return serving;
    }

    private double millisUntil(String revision, long begin) {
        try {
            while (!operator.decide().equals(revision)) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_ASKS_MILLIS);
            }
            return (System.nanoTime() - begin) / 1e6;
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.round(share * (sorted.size() - 1))));
    }

    private static String spread(List<Double> sorted) {
        return String.format(
                Locale.ROOT,
                "%.1f | %.1f | %.1f | %.1f",
                sorted.get(0),
                at(sorted, 0.5),
                at(sorted, 0.99),
                sorted.get(sorted.size() - 1));
    }
}
