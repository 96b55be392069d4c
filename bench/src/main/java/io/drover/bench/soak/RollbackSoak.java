package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.util.List;

/** A pack is rolled back and forth under load, in memory and from the disk. */
final class RollbackSoak implements SoakRun {

    @Override
    public String title() {
        return "Roll backs under load";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        PushedPack pushed = PushedPack.in(site);
        file.line(pushed.sentence());
        try (ServerProcess server = pushed.serve(site)) {
            List<String> revisions = pushed.activateAll(new Operator(server.uri()));
            new RollbackRun(site, file, claims, server).run(revisions);
        }
    }
}
