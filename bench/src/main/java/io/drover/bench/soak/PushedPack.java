package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pack that is pushed, in more revisions than a server holds in memory.
 *
 * @param folders of its variants
 */
record PushedPack(List<Path> folders) {

    private static final int RULES = 60;
    private static final int VARIANTS = 5;

    /** Writes it, and has a server take up its first variant out of the rules directory: without one, none is ready. */
    static PushedPack in(Site site) throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>();
        for (int variant = 1; variant <= VARIANTS; variant++) {
            folders.add(Operator.write(RULES, variant, site.scratch().resolve("variant-" + variant)));
        }
        Operator.write(RULES, 1, site.rules());
        try (ServerProcess server = site.serve()) {
            new Operator(server.uri()).active();
        }
        return new PushedPack(folders);
    }

    String sentence() {
        return "A pushed pack of " + RULES + " rules in " + VARIANTS
                + " revisions; the server holds 3 of them in memory.";
    }

    /** A server to which it is pushed. */
    ServerProcess serve(Site site) {
        return site.serve("--pack-source", "api");
    }

    /** Pushes and activates each variant, and the first one again; their revisions. */
    List<String> activateAll(Operator operator) throws IOException, InterruptedException {
        List<String> revisions = new ArrayList<>(List.of(operator.active()));
        for (Path folder : folders.subList(1, folders.size())) {
            String revision = operator.push(folder);
            Operator.require(operator.activate(revision, operator.active()), 200);
            revisions.add(revision);
        }
        Operator.require(operator.activate(revisions.get(0), operator.active()), 200);
        return revisions;
    }
}
