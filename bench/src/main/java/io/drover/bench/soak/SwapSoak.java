package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.util.function.IntUnaryOperator;

/**
 * A pack is changed 300 times to what was never compiled and 700 times to what was, under load. At the end the JVM holds what it
 * held after the hundredth change, within 5 %.
 */
final class SwapSoak implements SoakRun {

    private static final int RULES = 60;
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS_PER_SECOND = 200;
    private static final long QUIET_MILLIS = 10_000;
    private static final String SETTLE = "50ms";

    /** How many of the last variants are saved again and again; the server keeps more than these in compiled form. */
    private static final int KEPT = 20;

    @Override
    public String title() {
        return "Swaps of a pack under load";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        int fresh = site.scaled(300);
        int cached = site.scaled(700);
        int first = Math.max(1, fresh / 3);
        Variants variants = new Variants(RULES, site.rules());
        file.line("A pack of " + RULES + " rules, " + fresh + " swaps compiled fresh, " + cached + " of the last "
                + Math.min(KEPT, fresh) + " variants again, out of the cache; reload-settle " + SETTLE
                + ", so that it does"
                + " not last longer than it must; load of " + REQUESTS_PER_SECOND + " requests/s from " + CONNECTIONS
                + " connections, without the pauses for the full collections that the memory is measured after.");
        try (ServerProcess server = site.serve("--reload-settle", SETTLE)) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            try (BackgroundLoad load = new BackgroundLoad(
                    server, variants.requests(), variants.check(), CONNECTIONS, REQUESTS_PER_SECOND)) {
                Swapping swapping = new Swapping(file, variants, client, load, server);
                file.table("phase | swaps | compiled fresh | millis from save to serving, mean | "
                        + BackgroundLoad.HEADER + " | " + JvmState.HEADER);
                Thread.sleep(QUIET_MILLIS);
                load.phase(); // of a server that has just begun
                Thread.sleep(QUIET_MILLIS);
                swapping.record("before", 0, 0, 0);
                JvmState early = swapping.swap("fresh, to swap " + first, first, i -> 2 + i);
                swapping.swap("fresh", fresh - first, i -> 2 + first + i);
                int last = fresh + 1;
                swapping.swap("cached", cached, i -> last - 1 - i % Math.min(KEPT, fresh));
                Thread.sleep(QUIET_MILLIS);
                JvmState end = swapping.record("after", 0, 0, 0);
                load.claimAllRight(claims);
                claims.claim(
                        "fresh ones were compiled, the others not",
                        swapping.compiled == fresh,
                        swapping.compiled + " compiled");
                claims.claim(
                        "every variant answered",
                        variants.revisionsSeen() == fresh + 1,
                        variants.revisionsSeen() + " of " + (fresh + 1));
                String since = ", from swap " + first + " to the end";
                JvmState.claimFlat(claims, since, early, end);
            }
        }
    }

    /** Swaps and counts. */
    private static final class Swapping {
        private final ResultFile file;
        private final Variants variants;
        private final DroverClient client;
        private final BackgroundLoad load;
        private final ServerProcess server;
        private int compiled;

        Swapping(ResultFile file, Variants variants, DroverClient client, BackgroundLoad load, ServerProcess server) {
            this.file = file;
            this.variants = variants;
            this.client = client;
            this.load = load;
            this.server = server;
        }

        JvmState swap(String phase, int swaps, IntUnaryOperator variant) throws InterruptedException {
            int before = compiled;
            long begin = System.nanoTime();
            for (int swap = 0; swap < swaps; swap++) {
                JsonNode status = variants.activate(variant.applyAsInt(swap), client);
                compiled += wasCompiled(status) ? 1 : 0;
                if (swap % 50 == 49) {
                    System.out.println(phase + ": " + (swap + 1) + " of " + swaps);
                }
            }
            long mean = (System.nanoTime() - begin) / 1_000_000 / Math.max(1, swaps);
            return record(phase, swaps, compiled - before, mean);
        }

        private static boolean wasCompiled(JsonNode status) {
            return status.path("lastAttempt")
                    .path("steps")
                    .findValuesAsText("step")
                    .contains("compile");
        }

        /** The load is asked first, and again behind the collections: what these cost is none of the phase's. */
        JvmState record(String phase, int swaps, int freshOnes, long mean) throws InterruptedException {
            String loaded = load.phase();
            JvmState state = JvmState.afterCollection(server.pid());
            file.row(phase + " | " + swaps + " | " + freshOnes + " | " + mean + " | " + loaded + " | " + state.cells());
            load.phase();
            return state;
        }
    }
}
