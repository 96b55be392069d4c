package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.util.Locale;

/**
 * A pack is changed 300 times to what was never compiled and 700 times to what was, under load. At the end the JVM holds what it
 * held after the hundredth change, within 5 %.
 */
final class SwapSoak implements SoakRun {

    private static final int RULES = 60;
    private static final double REQUESTS_PER_SECOND = 200;
    private static final double MOST_GROWTH = 1.05;
    private static final int KEPT = 20;

    @Override
    public boolean run(Site site) throws Exception {
        int fresh = site.scaled(300);
        int cached = site.scaled(700);
        int first = Math.max(1, fresh / 3);
        ResultFile file = site.resultFile("swaps", "Swaps of a pack under load");
        Variants variants = new Variants(RULES, site.rules());
        try (ServerProcess server = site.serve()) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            file.line("A pack of " + RULES + " rules, " + fresh + " swaps compiled fresh, " + cached
                    + " from the cache; load of " + REQUESTS_PER_SECOND + " requests/s from 8 connections.");
            JvmState early;
            JvmState last;
            boolean well;
            try (BackgroundLoad load =
                    new BackgroundLoad(server, variants.requests(), variants.check(), 8, REQUESTS_PER_SECOND)) {
                Thread.sleep(5_000);
                file.table("phase | millis to serve, mean | " + BackgroundLoad.HEADER + " | " + JvmState.HEADER);
                well = phase(file, "before", 0, load, server);
                early = swaps(file, "fresh, to the first third", variants, client, load, server, 2, first + 1, fresh);
                swaps(file, "fresh", variants, client, load, server, first + 2, fresh + 1, fresh);
                last = swaps(file, "cached", variants, client, load, server, fresh + 2, fresh + 1 + cached, fresh);
                Thread.sleep(5_000);
                phase(file, "after", 0, load, server);
            }
            file.line("");
            file.line("From the first third of the fresh swaps to the end: " + last.growth(early) + "; "
                    + variants.revisionsSeen() + " revisions answered.");
            file.load();
            return well
                    && within(early.heap(), last.heap())
                    && within(early.metaspace(), last.metaspace())
                    && within(early.classes(), last.classes());
        }
    }

    private static boolean within(long before, long after) {
        return after <= before * MOST_GROWTH;
    }

    /** Saves the variants {@code from} to {@code to}; those after the fresh ones are the last {@value KEPT} of these again. */
    private static JvmState swaps(
            ResultFile file,
            String name,
            Variants variants,
            DroverClient client,
            BackgroundLoad load,
            ServerProcess server,
            int from,
            int to,
            int fresh) {
        long begin = System.nanoTime();
        for (int swap = from; swap <= to; swap++) {
            int variant = swap <= fresh + 1 ? swap : 2 + fresh - 1 - (swap % Math.min(KEPT, fresh));
            String before = active(client, variants);
            variants.save(variant);
            if (variants.ask(client) != variant) {
                client.await(variants.pack(), status -> !revision(status).equals(before));
            }
            if (variants.ask(client) != variant) {
                throw new IllegalStateException("The variant " + variant + " was saved, and another one answers.");
            }
        }
        long mean = (System.nanoTime() - begin) / 1_000_000 / Math.max(1, to - from + 1);
        JvmState state = JvmState.afterCollection(server.pid());
        file.row(name + " | " + mean + " | " + load.phase() + " | " + state.cells());
        return state;
    }

    private static boolean phase(ResultFile file, String name, long mean, BackgroundLoad load, ServerProcess server) {
        file.row(String.format(Locale.ROOT, "%s | %d | ", name, mean) + load.phase() + " | "
                + JvmState.afterCollection(server.pid()).cells());
        return true;
    }

    private static String active(DroverClient client, Variants variants) {
        return revision(client.pack(variants.pack()));
    }

    private static String revision(JsonNode status) {
        return status.path("active").path("revision").asText();
    }
}
