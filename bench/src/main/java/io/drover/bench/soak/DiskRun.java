package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The data directory on a small file system of its own that is filled, and then can only be read. It takes a machine on which a tmpfs
 * can be mounted.
 */
final class DiskRun {

    private static final String MEGABYTES = "16";

    private DiskRun() {}

    /** With the variants in {@code folders}, of which the first serves from the directory of rules. */
    static void run(Site site, ResultFile file, Claims claims, List<Path> folders) throws Exception {
        Path data = site.data();
        file.line("");
        if (!isDone("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", data.toString())) {
            file.line("**Full and read-only disks were not tried**: no file system can be mounted here.");
            return;
        }
        file.line("The data directory on a tmpfs of " + MEGABYTES + " MiB.");
        try {
            try (ServerProcess server = site.serve()) {
                new Operator(server.uri()).active();
            }
            String first;
            String second;
            try (ServerProcess server = site.serve("--pack-source", "api")) {
                Operator operator = new Operator(server.uri());
                first = operator.active();
                second = operator.push(folders.get(1));
                fill(data);
                unchanged("full disk", operator, first, second, folders.get(2), claims);
                kill(server);
            }
            try (ServerProcess server = site.serve("--pack-source", "api")) {
                Operator operator = new Operator(server.uri());
                served("restart with a full disk", operator, first, claims);
                unchanged("full disk after a restart", operator, first, second, folders.get(2), claims);
                Files.delete(data.resolve("filled"));
                changed("room again", operator, second, first, claims);
            }
            try (ServerProcess server = site.serve("--pack-source", "api", "--decision-log", "off")) {
                Operator operator = new Operator(server.uri());
                mount(data, "ro"); // without the decision log nothing is open to be written
                unchanged("read-only", operator, second, first, folders.get(2), claims);
                kill(server);
            }
            try (ServerProcess server = site.serve("--pack-source", "api", "--decision-log", "off")) {
                Operator operator = new Operator(server.uri());
                served("restart, read-only", operator, second, claims);
                claims.claim(
                        "restart, read-only: the status says what is wrong",
                        operator.problems().contains("not-kept"),
                        operator.problems().toString());
                mount(data, "rw");
                changed("writable again", operator, first, second, claims);
            }
        } finally {
            isDone("umount", data.toString());
        }
    }

    private static void kill(ServerProcess server) {
        server.handle().destroyForcibly();
        server.handle().onExit().join();
    }

    private static void served(String when, Operator operator, String revision, Claims claims) throws Exception {
        boolean isSo = operator.decide().equals(revision) && operator.active().equals(revision);
        claims.claim(when + ": the last good revision serves", isSo, operator.active());
    }

    private static void unchanged(
            String when, Operator operator, String active, String other, Path pushed, Claims claims) throws Exception {
        int activation = operator.activate(other, active).statusCode();
        int push = operator.tryPush(pushed).statusCode();
        boolean serves = operator.decide().equals(active) && operator.active().equals(active);
        claims.claim(
                when + ": changes are refused as not recorded, and decisions go on",
                activation == 503 && push == 503 && serves,
                "activation " + activation + ", push " + push);
    }

    private static void changed(String when, Operator operator, String to, String from, Claims claims)
            throws Exception {
        int activation = operator.activate(to, from).statusCode();
        claims.claim(
                when + ": changes are made",
                activation == 200 && operator.decide().equals(to),
                "" + activation);
    }

    private static void fill(Path data) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(data.resolve("filled"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    private static void mount(Path data, String how) throws IOException, InterruptedException {
        if (!isDone("mount", "-o", "remount," + how, data.toString())) {
            throw new IllegalStateException("The tmpfs cannot be mounted anew as " + how + ".");
        }
    }

    private static boolean isDone(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
