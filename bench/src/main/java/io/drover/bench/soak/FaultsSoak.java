package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules are changed while things go wrong: roll backs under load, operators in each other's way, kills, disks that are full or can only be
 * read, files that break.
 */
final class FaultsSoak implements SoakRun {

    private static final int RULES = 60;

    /** More than a server holds in memory. */
    private static final int VARIANTS = 5;

    @Override
    public String title() {
        return "Changes of the rules, and what goes wrong";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        file.line("A pushed pack of " + RULES + " rules in " + VARIANTS + " revisions; "
                + "the server holds 3 of them in memory.");
        List<Path> folders = new ArrayList<>();
        for (int variant = 1; variant <= VARIANTS; variant++) {
            folders.add(Operator.write(RULES, variant, site.scratch().resolve("variant-" + variant)));
        }
        Operator.write(RULES, 1, site.rules());
        try (ServerProcess server = site.serve()) { // which brings the first revision, out of the directory
            new Operator(server.uri()).active();
        }
        List<String> revisions = new ArrayList<>();
        try (ServerProcess server = site.serve("--pack-source", "api")) {
            Operator operator = new Operator(server.uri());
            revisions.add(operator.active());
            for (int i = 1; i < VARIANTS; i++) {
                String revision = operator.push(folders.get(i));
                Operator.require(operator.activate(revision, operator.active()), 200);
                revisions.add(revision);
            }
            Operator.require(operator.activate(revisions.get(0), operator.active()), 200);
            new RollbackRun(site, file, claims, server).run(revisions);
            OperatorsRun.run(site, file, claims, operator, revisions);
            PushRun.run(site, file, claims, server);
        }
        new KillRun(site, revisions).run(file, claims);
        DiskRun.run(site.beside("disk"), file, claims, folders);
        new FilesRun(site.beside("files"), file, claims).run();
    }
}
