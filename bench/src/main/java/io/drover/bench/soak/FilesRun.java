package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files of the rules directory that break while the server reads them, and at its start. */
final class FilesRun {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Breaks a file. */
    private interface Fault {
        void happenTo(Path path) throws IOException;
    }

    private final Site site;
    private final ResultFile file;
    private final Claims claims;

    FilesRun(Site site, ResultFile file, Claims claims) {
        this.site = site;
        this.file = file;
        this.claims = claims;
    }

    void run() throws Exception {
        try (Stream<Path> files = Files.list(site.rules().resolve(Operator.PACK))) {
            Path rules = files.filter(path -> path.toString().endsWith(".drl"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            fault("half-written file", rules, path -> {
                byte[] all = Files.readAllBytes(path);
                Files.write(path, Arrays.copyOf(all, all.length / 2));
            });
            fault("file replaced by a directory", rules, path -> {
                Files.delete(path);
                Files.createDirectory(path);
            });
            fault("link that leads nowhere", rules, path -> {
                Files.delete(path);
                Files.createSymbolicLink(path, Path.of("nowhere"));
            });
            if (mayReadAll()) {
                file.line("");
                file.line("**A file without permission was not tried**: this user may read every file.");
            } else {
                fault(
                        "unreadable file",
                        rules,
                        path -> Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------")));
            }
        }
    }

    private boolean mayReadAll() throws IOException {
        Path probe = Files.writeString(site.scratch().resolve("probe"), "");
        Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("---------"));
        return Files.isReadable(probe);
    }

    private void fault(String what, Path path, Fault fault) throws Exception {
        byte[] content = Files.readAllBytes(path);
        try (ServerProcess server = site.serve("--reload-settle", "50ms")) {
            Operator operator = new Operator(server.uri());
            String active = operator.active();
            fault.happenTo(path);
            claim(what, operator, active);
        }
        try (ServerProcess server = site.serve("--reload-settle", "50ms")) {
            Operator operator = new Operator(server.uri());
            claim(what + ", at a restart", operator, operator.active());
            mend(path, content);
            await(operator, List::isEmpty);
        }
    }

    private static void mend(Path path, byte[] content) throws IOException {
        Files.delete(path);
        Files.write(path, content);
    }

    private void claim(String what, Operator operator, String active) throws Exception {
        List<String> problems = await(operator, found -> !found.isEmpty());
        boolean serves = operator.decide().equals(active) && operator.active().equals(active);
        claims.claim(
                what + ": the last good revision serves, and the status says what is wrong",
                serves && !problems.isEmpty(),
                problems.stream().distinct().toList().toString());
    }

    /** Problems of errors, once they are as {@code wanted}; what is warned of made-up packs all the time is left out. */
    private static List<String> await(Operator operator, Predicate<List<String>> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> problems = operator.errors();
        while (!wanted.test(problems) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
            problems = operator.errors();
        }
        return problems;
    }
}
