package io.drover.server.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.request.DecisionJson;
import io.drover.server.Main;
import io.drover.server.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code forget} in a process of its own, which is killed while it writes many segments anew. */
class ForgetKilledIT {

    private static final int KILLS = 3;
    private static final int ATTEMPTS = 10;
    private static final int SEGMENTS = 12;
    private static final int LINES = 300;

    @TempDir
    private Path directory = Path.of("");

    private final Random random = new Random(7);

    @Test
    void forget_killed_eachSegmentIsOldOrNewAndTheNextRunCompletes() throws Exception {
        Map<String, byte[]> old = written();
        Map<String, byte[]> forgotten = afterForgetting(old);
        for (int kill = 0; kill < KILLS; kill++) {
            Path data = killed(1 + random.nextInt(SEGMENTS / 2), old, "data-" + kill);

            Map<String, byte[]> left = read(data);
            assertThat(left).containsOnlyKeys(forgotten.keySet());
            for (Map.Entry<String, byte[]> segment : left.entrySet()) {
                boolean wasLeftOld = Arrays.equals(segment.getValue(), old.get(segment.getKey()));
                boolean wasReplaced = Arrays.equals(segment.getValue(), forgotten.get(segment.getKey()));
                assertThat(wasLeftOld || wasReplaced).as(segment.getKey()).isTrue();
            }
            assertThat(finish(forget(data))).isZero();
            assertThat(read(data)).containsOnlyKeys(forgotten.keySet());
            read(data)
                    .forEach((name, bytes) -> assertThat(Arrays.equals(bytes, forgotten.get(name)))
                            .as(name)
                            .isTrue());
            try (Stream<Path> files = Files.list(DecisionLog.in(data))) {
                assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".forgetting"));
            }
        }
    }

    /** Data in which it was killed; where it was quicker than its killer, it has to begin again. */
    private Path killed(int replaced, Map<String, byte[]> segments, String name) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path data = copy(segments, name + "-" + attempt);
            if (killAfter(replaced, data) != 0) {
                return data;
            }
        }
        throw new AssertionError("each time it had ended before it was killed");
    }

    /** Kills it once so many segments have been replaced, which is while it writes the next one; its exit code. */
    private static int killAfter(int replaced, Path data) throws IOException, InterruptedException {
        Map<Path, @Nullable Object> before = identities(data);
        Process process = forget(data);
        try {
            long end = System.nanoTime() + Waiting.PATIENCE.toNanos();
            while (process.isAlive() && replacedSince(before) < replaced) {
                assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
                LockSupport.parkNanos(100_000);
            }
        } finally {
            process.destroyForcibly();
        }
        return finish(process);
    }

    private static long replacedSince(Map<Path, @Nullable Object> before) throws IOException {
        long replaced = 0;
        for (Map.Entry<Path, @Nullable Object> segment : before.entrySet()) {
            replaced += Objects.equals(identity(segment.getKey()), segment.getValue()) ? 0 : 1;
        }
        return replaced;
    }

    private static Map<Path, @Nullable Object> identities(Path data) throws IOException {
        Map<Path, @Nullable Object> identities = new TreeMap<>();
        for (Segment segment : Segment.list(DecisionLog.in(data))) {
            identities.put(segment.path(), identity(segment.path()));
        }
        return identities;
    }

    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static Process forget(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "forget",
                        "account:acme",
                        "--data",
                        data.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int finish(Process process) throws InterruptedException {
        assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    /** Segments in which every third decision is about the one who is forgotten. */
    private static Map<String, byte[]> written() {
        DecisionIds ids = new DecisionIds();
        String facts = ",\"contacts\":[{\"id\":\"c1\",\"title\":\"" + "x".repeat(1_000) + "\"}]";
        List<LoggedDecision> decisions =
                List.of(Decided.about("acme", facts), Decided.about("other", facts), Decided.about("third", facts));
        Map<String, byte[]> segments = new TreeMap<>();
        for (int number = 1; number <= SEGMENTS; number++) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (int i = 0; i < LINES; i++) {
                LoggedDecision decision = decisions.get(i % decisions.size());
                byte[] request = DecisionJson.write(decision.request());
                String id = ids.next(Decided.NOW.toEpochMilli() + i);
                LogEntry entry = decision.entry(id, Decided.NOW, request, LogEntry.Facts.WHOLE);
                lines.writeBytes(new LogLine(entry, request, decision.answer()).bytes());
            }
            segments.put("2026-05-15.%06d.ndjson".formatted(number), lines.toByteArray());
        }
        return segments;
    }

    private Map<String, byte[]> afterForgetting(Map<String, byte[]> segments) throws IOException {
        Path data = copy(segments, "not-killed");
        Forgetting.Outcome outcome = new Forgetting(DecisionLog.in(data), Forgetting.Kind.ACCOUNT, "acme").run();
        assertThat(outcome.files()).isEqualTo(SEGMENTS);
        return read(data);
    }

    private Path copy(Map<String, byte[]> segments, String name) throws IOException {
        Path data = directory.resolve(name);
        Files.createDirectories(DecisionLog.in(data));
        for (Map.Entry<String, byte[]> segment : segments.entrySet()) {
            Files.write(DecisionLog.in(data).resolve(segment.getKey()), segment.getValue());
        }
        return data;
    }

    private static Map<String, byte[]> read(Path data) throws IOException {
        Map<String, byte[]> segments = new TreeMap<>();
        for (Segment segment : Segment.list(DecisionLog.in(data))) {
            segments.put(segment.path().getFileName().toString(), Files.readAllBytes(segment.path()));
        }
        return segments;
    }
}
