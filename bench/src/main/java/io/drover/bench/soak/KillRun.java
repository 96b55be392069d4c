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
    private static final int LONGEST_MICROS = 50_000;

    private final Site site;
    private final List<String> revisions;
    private final Random random = new Random(SEED);

    /** What may serve after the last kill; the old one first. */
    private List<String> allowed;

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
        for (int i = 0; i < kills; i++) {
            killOnce();
        }
        try (ServerProcess server = site.serve("--pack-source", "api")) {
            look(new Operator(server.uri()));
        }
        file.line("");
        file.line("Killed " + kills + " times, up to " + LONGEST_MICROS / 1000
                + " ms after the call: afterwards the old revision" + " served " + old + " times, the new one " + next
                + " times.");
        claims.claim(
                "what serves after a kill is the old or the new revision as a whole, and the new one where the call was answered",
                mixed == 0,
                mixed + " of " + kills + " otherwise");
        claims.claim("the audit verifies after each kill and restart", broken == 0, broken + " do not");
    }

    private void killOnce() throws Exception {
        try (ServerProcess server = site.serve("--pack-source", "api")) {
            Operator operator = new Operator(server.uri());
            String from = look(operator);
            String to = revisions.get(revisions.indexOf(from) == 0 ? 1 : 0);
            CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(() -> isDone(operator, to, from));
            TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_MICROS));
            server.handle().destroyForcibly();
            server.handle().onExit().join();
            allowed = call.join() ? List.of(to) : List.of(from, to);
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
        boolean wasKilled = allowed.size() <= 2;
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
