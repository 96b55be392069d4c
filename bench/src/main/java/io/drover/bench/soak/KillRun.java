package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Kills a server (SIGKILL) at random moments of an activation, starts it again, and looks at what serves. Used by one thread. */
final class KillRun {

    private static final int KILLS = 50;
    private static final long SEED = 9;

    /** Activations that are let come to their end, to know how long one takes. */
    private static final int TIMED = 5;

    private final Site site;
    private final List<String> revisions;
    private final Random random = new Random(SEED);

    /** What may serve when the server is started again; the old one first. */
    private List<String> allowed;

    private boolean wasKilled;
    private int old;
    private int next;
    private int mixed;
    private int broken;

    /** Rolls back between two {@code revisions} that the data of {@code site} has. */
    KillRun(Site site, List<String> revisions) {
        this.site = site;
        this.revisions = List.copyOf(revisions);
        this.allowed = List.copyOf(revisions);
    }

    void run(ResultFile file, Claims claims) throws Exception {
        int kills = site.scaled(KILLS);
        long longest = longestMicros();
        for (int i = 0; i < kills; i++) {
            killWithin(longest + longest / 2);
        }
        try (ServerProcess server = site.serve("--pack-source", "api")) {
            look(new Operator(server.uri()));
        }
        file.line("");
        file.line("Killed " + kills + " times, up to one and a half times as long after the call as the longest of "
                + TIMED
                + " activations took (" + longest / 1000 + " ms): afterwards the old revision served " + old
                + " times, the new one " + next + " times.");
        claims.claim(
                "what serves after a kill is the old or the new revision as a whole, and the new one where the call was answered",
                mixed == 0,
                mixed + " of " + kills + " otherwise");
        claims.claim("the audit verifies after each kill and restart", broken == 0, broken + " do not");
    }

    /** The longest of a few activations, each on a server that has just been started. */
    private long longestMicros() throws Exception {
        long longest = 0;
        for (int i = 0; i < TIMED; i++) {
            try (ServerProcess server = site.serve("--pack-source", "api")) {
                Operator operator = new Operator(server.uri());
                String from = look(operator);
                String to = other(from);
                long begin = System.nanoTime();
                boolean done = isDone(operator, to, from);
                longest = Math.max(longest, (System.nanoTime() - begin) / 1_000);
                allowed = done ? List.of(to) : List.of(from);
            }
        }
        return longest;
    }

    private String other(String revision) {
        return revisions.get(revisions.indexOf(revision) == 0 ? 1 : 0);
    }

    private void killWithin(long micros) throws Exception {
        try (ServerProcess server = site.serve("--pack-source", "api")) {
            Operator operator = new Operator(server.uri());
            String from = look(operator);
            String to = other(from);
            CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(() -> isDone(operator, to, from));
            TimeUnit.MICROSECONDS.sleep(random.nextInt((int) micros));
            server.handle().destroyForcibly();
            server.handle().onExit().join();
            allowed = call.join() ? List.of(to) : List.of(from, to);
            wasKilled = true;
        }
    }

    private static boolean isDone(Operator operator, String to, String from) {
        try {
            return operator.activate(to, from).statusCode() == 200;
        } catch (IOException e) {
            return false; // killed before it answered
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The revision that serves, which has to be one of those allowed. */
    private String look(Operator operator) throws Exception {
        String active = operator.active();
        mixed += operator.decide().equals(active) && allowed.contains(active) ? 0 : 1;
        boolean isNew = active.equals(allowed.get(allowed.size() - 1));
        old += wasKilled && !isNew ? 1 : 0;
        next += wasKilled && isNew ? 1 : 0;
        broken += isWhole() ? 0 : 1;
        return active;
    }

    /** Whether {@code drover audit verify} says so. */
    private boolean isWhole() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                site.jar().toString(),
                                "audit",
                                "verify",
                                "--data",
                                site.data().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
