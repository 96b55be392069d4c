package io.drover.bench.soak;

import io.drover.bench.report.ResultFile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two operators want different revisions in place of the same one, again and again. */
final class OperatorsRun {

    private static final int TIMES = 50;

    private OperatorsRun() {}

    static void run(Site site, ResultFile file, Claims claims, Operator operator, List<String> revisions)
            throws Exception {
        int times = site.scaled(TIMES);
        int oneWon = 0;
        int servedRight = 0;
        int recorded = 0;
        int conflicts = 0;
        ExecutorService two = Executors.newFixedThreadPool(2);
        CyclicBarrier together = new CyclicBarrier(2);
        for (int i = 0; i < times; i++) {
            String active = operator.active();
            List<String> others = revisions.stream()
                    .filter(revision -> !revision.equals(active))
                    .limit(2)
                    .toList();
            List<Callable<HttpResponse<String>>> calls = others.stream()
                    .map(revision -> (Callable<HttpResponse<String>>) () -> {
                        together.await();
                        return operator.activate(revision, active);
                    })
                    .toList();
            List<Future<HttpResponse<String>>> answers = two.invokeAll(calls);
            int first = answers.get(0).get().statusCode();
            int second = answers.get(1).get().statusCode();
            int lost = first == 200 ? second : first;
            oneWon += (first == 200) != (second == 200) && (lost == 409 || lost == 412) ? 1 : 0;
            conflicts += lost == 409 ? 1 : 0;
            servedRight += operator.decide().equals(others.get(first == 200 ? 0 : 1)) ? 1 : 0;
            recorded += operator.events(2).containsAll(List.of("rollback", "conflict")) ? 1 : 0;
        }
        two.shutdown();
        file.line("");
        file.line("Two operators at once, " + times + " times: of those who lost, " + conflicts
                + " were told `conflict`, the others `precondition`.");
        claims.claim(
                "of two operators at once, one wins and the other gets a conflict",
                oneWon == times,
                oneWon + " of " + times);
        claims.claim("what the one who won wanted serves", servedRight == times, servedRight + " of " + times);
        claims.claim("the audit shows both", recorded == times, recorded + " of " + times);
    }
}
