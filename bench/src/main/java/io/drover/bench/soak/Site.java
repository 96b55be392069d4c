package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a soak run takes place.
 *
 * @param jar the server's
 * @param home where Drover's sources are
 * @param scale how much of the full run is done; 1: all of it
 * @param scratch an empty directory of this run
 */
record Site(Path jar, Path home, double scale, Path scratch) {

    /** As much of {@code full} as the scale says, at least one. */
    int scaled(int full) {
        return (int) Math.max(1, Math.round(full * scale));
    }

    /** Another place in this one, with the same rules and data of its own. */
    Site beside(String name) {
        Path other = directory(name);
        try (Stream<Path> files = Files.walk(rules())) {
            for (Path from : files.toList()) {
                Path to =
                        other.resolve("rules").resolve(rules().relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Site(jar, home, scale, other);
    }

    Path rules() {
        return directory("rules");
    }

    Path data() {
        return directory("data");
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(scratch.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server of the rules and the data of this run. */
    ServerProcess serve(String... options) {
        return serve(List.of(), rules(), options);
    }

    ServerProcess serve(List<String> jvmOptions, Path rules, String... options) {
        Path log = scratch.resolve("server-" + System.nanoTime() + ".log");
        return ServerProcess.drover(jar, home, rules, data(), log, jvmOptions, List.of(options));
    }
}
