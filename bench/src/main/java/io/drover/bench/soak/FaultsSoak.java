package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.util.List;

/**
 * Rules are changed while things go wrong: operators in each other's way, kills, disks that are full or can only be read, files that
 * break; and hundreds of pushes.
 */
final class FaultsSoak implements SoakRun {

    @Override
    public String title() {
        return "Changes of the rules, and what goes wrong";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        PushedPack pushed = PushedPack.in(site);
        file.line(pushed.sentence());
        List<String> revisions;
        try (ServerProcess server = pushed.serve(site)) {
            Operator operator = new Operator(server.uri());
            revisions = pushed.activateAll(operator);
            OperatorsRun.run(site, file, claims, operator, revisions);
        }
        new KillRun(site, revisions).run(file, claims);
        DiskRun.run(site.beside("disk"), file, claims, pushed.folders());
        new FilesRun(site.beside("files"), file, claims).run();
        try (ServerProcess server = pushed.serve(site)) {
            PushRun.run(site, file, claims, server);
        }
    }
}
