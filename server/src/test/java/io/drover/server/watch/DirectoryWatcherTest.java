package io.drover.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryWatcherTest {

    private static final Duration SETTLE = Duration.ofMillis(30);
    private static final Duration SCAN = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path directory;

    private Path rules;
    private Path manifest;

    /** What the manifest holds whenever a change is told. */
    private final BlockingQueue<String> told = new ArrayBlockingQueue<>(100);

    @BeforeEach
    void createPack() throws IOException {
        rules = directory.resolve("rules");
        manifest = pack("rules", "one");
    }

    private Path pack(String root, String content) throws IOException {
        Path pack = directory.resolve(root).resolve("pack");
        Files.createDirectories(pack.resolve("scenarios"));
        return Files.writeString(pack.resolve("pack.yaml"), content);
    }

    /** How often still what is told cannot be dealt with. */
    private final AtomicInteger failures = new AtomicInteger();

    private DirectoryWatcher watch(Duration scan) {
        DirectoryWatcher watcher = DirectoryWatcher.of(rules, SETTLE, scan, Clock.systemUTC(), this::tell);
        watcher.start(true);
        return watcher;
    }

    private boolean tell() {
        try {
            told.add(Files.exists(manifest) ? Files.readString(manifest) : "nothing");
        } catch (IOException e) {
            told.add(e.toString());
        }
        return failures.getAndDecrement() <= 0;
    }

    private void awaitTold(String content) throws InterruptedException {
        String next;
        do {
            next = told.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("a change to " + content + " is told").isNotNull();
        } while (!next.equals(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"signals", "scans"})
    void edit_inPlace_told(String by) throws Exception {
        try (DirectoryWatcher watcher = watch(by.equals("signals") ? NEVER : SCAN)) {
            Files.writeString(manifest, "two");

            awaitTold("two");
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void watches_exhausted_editsAreFoundByScans() throws Exception {
        DirectoryWatcher watcher = DirectoryWatcher.of(rules, SETTLE, SCAN, Clock.systemUTC(), this::tell, () -> {
            throw new IOException("User limit of inotify instances reached or too many open files");
        });
        try (watcher) {
            watcher.start(true);
            Files.writeString(manifest, "two");
            awaitTold("two");
            Files.writeString(manifest, "three");
            awaitTold("three");
        }
    }

    @Test
    void edit_renamedIntoPlace_told() throws Exception {
        try (DirectoryWatcher watcher = watch(NEVER)) {
            Path swap = Files.writeString(manifest.resolveSibling(".pack.yaml.swp"), "two");
            Files.move(swap, manifest, StandardCopyOption.ATOMIC_MOVE);

            awaitTold("two");
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void edit_sameSizeAndTime_toldByItsContent() throws Exception {
        FileTime time = Files.getLastModifiedTime(manifest);
        try (DirectoryWatcher watcher = watch(SCAN)) {
            Files.writeString(manifest, "TWO");
            Files.setLastModifiedTime(manifest, time);

            awaitTold("TWO");
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void leftovers_andFilesOnlyTouched_nothingIsTold() throws Exception {
        try (DirectoryWatcher watcher = watch(SCAN)) {
            for (String name : new String[] {
                ".pack.yaml.swp",
                "pack.yaml~",
                ".#fit.drl",
                "#fit.drl#",
                "4913",
                "fit.drl.tmp",
                "fit.drl.bak",
                "~$fit.drl"
            }) {
                Files.writeString(manifest.resolveSibling(name), "x");
            }
            Files.setLastModifiedTime(manifest, FileTime.fromMillis(1));
            Files.createDirectories(rules.resolve(".git"));
            Files.writeString(rules.resolve(".git/pack.yaml"), "x");
            Files.writeString(rules.resolve("README.md"), "x");
            Files.writeString(manifest.resolveSibling("scenarios").resolve("last.yaml"), "x");

            awaitTold("one");
            assertThat(told).isEmpty();
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void change_cannotBeDealtWith_triedAgainUntilItCan() throws Exception {
        failures.set(3);
        try (DirectoryWatcher watcher = watch(NEVER)) {
            Files.writeString(manifest, "two");
            for (int time = 1; time <= 4; time++) {
                awaitTold("two");
            }
            Files.writeString(manifest, "three");
            awaitTold("three");
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void change_memoryIsExhausted_triedAgain() throws Exception {
        AtomicInteger exhausted = new AtomicInteger(2);
        DirectoryWatcher watcher = DirectoryWatcher.of(rules, SETTLE, NEVER, Clock.systemUTC(), () -> {
            if (exhausted.getAndDecrement() > 0) {
                throw new OutOfMemoryError("for a test");
            }
            return tell();
        });
        try (watcher) {
            watcher.start(true);
            Files.writeString(manifest, "two");

            awaitTold("two");
        }
    }

    @Test
    void look_fails_changesAreFoundAfterIt() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                if (broken.getAndDecrement() > 0) {
                    throw new InvalidPathException("gr\uFFFD\uFFFDe.txt", "for a test");
                }
                return Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (DirectoryWatcher watcher = DirectoryWatcher.of(rules, SETTLE, SCAN, clock, this::tell)) {
            broken.set(3);
            watcher.start(true);
            Files.writeString(manifest, "two");

            awaitTold("two");
        }
    }

    @Test
    void start_notDealtWith_triedAgain() throws Exception {
        try (DirectoryWatcher watcher = DirectoryWatcher.of(rules, SETTLE, NEVER, Clock.systemUTC(), this::tell)) {
            watcher.start(false);

            awaitTold("one");
        }
    }

    @Test
    void link_exchanged_told() throws Exception {
        Files.move(rules, directory.resolve("v1"));
        pack("v2", "two");
        Files.createSymbolicLink(rules, Path.of("v1"));
        try (DirectoryWatcher watcher = watch(NEVER)) {
            Path link = Files.createSymbolicLink(directory.resolve("next"), Path.of("v2"));
            Files.move(link, rules, StandardCopyOption.ATOMIC_MOVE);

            awaitTold("two");
            Files.writeString(directory.resolve("v2/pack/pack.yaml"), "three");
            awaitTold("three");
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void hiddenLink_exchanged_told() throws Exception {
        Files.move(rules, directory.resolve("real"));
        Files.createDirectories(rules);
        Path data = Files.createSymbolicLink(rules.resolve("..data"), directory.resolve("real"));
        Files.createSymbolicLink(rules.resolve("pack"), Path.of("..data/pack"));
        pack("next", "two");
        try (DirectoryWatcher watcher = watch(NEVER)) {
            Path link = Files.createSymbolicLink(rules.resolve("..data_tmp"), directory.resolve("next"));
            Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);

            awaitTold("two");
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void directory_deletedAndCreatedAnew_toldEachTime() throws Exception {
        try (DirectoryWatcher watcher = watch(NEVER)) {
            try (Stream<Path> paths = Files.walk(rules)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            awaitTold("nothing");

            pack("elsewhere", "two");
            Files.move(directory.resolve("elsewhere"), rules);
            awaitTold("two");

            Files.writeString(manifest, "three");
            awaitTold("three");
            assertThat(watcher).isNotNull();
        }
    }

    @Test
    void directory_neverRests_toldAllTheSame() throws Exception {
        Thread restless = new Thread(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                try {
                    Files.writeString(manifest.resolveSibling("restless.drl"), "// " + i);
                } catch (IOException e) {
                    return; // interrupted
                }
            }
        });
        try (DirectoryWatcher watcher = watch(SCAN)) {
            restless.start();
            Files.writeString(manifest, "two");

            awaitTold("two");
            assertThat(watcher).isNotNull();
        } finally {
            restless.interrupt();
            restless.join();
        }
    }
}
