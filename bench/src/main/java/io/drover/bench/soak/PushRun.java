package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;

/** Pushes hundreds of revisions, of which nothing begins to serve. */
final class PushRun {

    private static final int PUSHES = 100;
    private static final int RULES = 12;

    /** Behind the variants that serve. */
    private static final int FIRST = 100;

    private PushRun() {}

    static void run(Site site, ResultFile file, Claims claims, ServerProcess server) throws Exception {
        Operator operator = new Operator(server.uri());
        int pushes = site.scaled(PUSHES);
        int early = Math.max(1, pushes / 5);
        JvmState before = null;
        long begin = System.nanoTime();
        file.table("pushes | " + JvmState.HEADER);
        for (int i = 1; i <= pushes; i++) {
            operator.push(Operator.write(RULES, FIRST + i, site.scratch().resolve("pushed")));
            if (i == early) {
                before = JvmState.afterCollection(server.pid());
                file.row(i + " | " + before.cells());
            }
        }
        JvmState after = JvmState.afterCollection(server.pid());
        file.row(pushes + " | " + after.cells());
        file.line("");
        file.line("%d ms a push, of %d rules.".formatted((System.nanoTime() - begin) / 1_000_000 / pushes, RULES));
        if (before != null) {
            claims.claimFlat("metaspace in KiB, from push " + early, before.metaspace(), after.metaspace(), 1.05, 0);
            claims.claimFlat("loaded classes, from push " + early, before.classes(), after.classes(), 1.05, 0);
        }
    }
}
