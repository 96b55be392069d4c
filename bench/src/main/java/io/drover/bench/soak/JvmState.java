package io.drover.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds, as the JDK's tools and the system say; memory in KiB.
 *
 * @param heap after a collection: what is alive; else what is in use
 * @param metaspace in use
 * @param classes loaded and not unloaded
 * @param resident memory of the process
 * @param threads of the process
 * @param descriptors of files and connections that are open
 */
record JvmState(long heap, long metaspace, long classes, long resident, long threads, long descriptors) {

    static final String HEADER = "heap KiB | metaspace KiB | classes | resident KiB | threads | descriptors";

    private static final int MOST_COLLECTIONS = 12;
    private static final double STABLE = 0.005;
    private static final double MOST_GROWTH = 1.05;
    private static final long BETWEEN_COLLECTIONS_MILLIS = 500;

    /**
     * Claims that what rules take, their classes included, has grown by no more than 5 % from {@code early} to {@code end}.
     *
     * @param since says when these were, behind what is claimed
     */
    static void claimFlat(Claims claims, String since, JvmState early, JvmState end) {
        claims.claimFlat("heap after collection in KiB" + since, early.heap, end.heap, MOST_GROWTH, 0);
        claims.claimFlat("metaspace in KiB" + since, early.metaspace, end.metaspace, MOST_GROWTH, 0);
        claims.claimFlat("loaded classes" + since, early.classes, end.classes, MOST_GROWTH, 0);
    }

    /**
     * The state after full collections, which are repeated until what is alive changes by less than half a percent: what is
     * given back by one, such as classes whose loader was found dead, lets the next give back more.
     */
    static JvmState afterCollection(long pid) {
        long before = Long.MAX_VALUE;
        long alive = alive(pid);
        for (int i = 1; i < MOST_COLLECTIONS && Math.abs(before - alive) > before * STABLE; i++) {
            pause();
            before = alive;
            alive = alive(pid);
        }
        JvmState now = now(pid);
        return new JvmState(alive, now.metaspace, now.classes, now.resident, now.threads, now.descriptors);
    }

    /** Two full collections: the second is made for the count of objects, so that nothing new gets between the two. */
    private static long alive(long pid) {
        tool("jcmd", Long.toString(pid), "GC.run");
        List<String> histogram = tool("jcmd", Long.toString(pid), "GC.class_histogram");
        String total = histogram.get(histogram.size() - 1);
        if (!total.startsWith("Total")) {
            throw new IllegalStateException("jcmd did not count the objects: " + total);
        }
        return Long.parseLong(total.trim().replaceAll(".* ", "")) / 1024;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_COLLECTIONS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JvmState now(long pid) {
        List<Double> gc = numbers("-gc", pid);
        List<Double> classes = numbers("-class", pid);
        // Columns of jstat: S0C S1C S0U S1U EC EU OC OU MC MU …; Loaded Bytes Unloaded Bytes Time.
        double heap = gc.get(2) + gc.get(3) + gc.get(5) + gc.get(7);
        return new JvmState(
                (long) heap,
                gc.get(9).longValue(),
                (long) (classes.get(0) - classes.get(2)),
                status(pid, "VmRSS:"),
                status(pid, "Threads:"),
                descriptors(pid));
    }

    /** How many files and connections the process has open. */
    static long descriptors(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String cells() {
        return String.format(
                Locale.ROOT,
                "%,d | %,d | %,d | %,d | %d | %d",
                heap,
                metaspace,
                classes,
                resident,
                threads,
                descriptors);
    }

    private static List<Double> numbers(String what, long pid) {
        List<String> lines = tool("jstat", what, Long.toString(pid));
        return Pattern.compile("\\s+")
                .splitAsStream(lines.get(1).trim())
                .map(text -> text.equals("-") ? 0.0 : Double.valueOf(text.replace(',', '.')))
                .toList();
    }

    private static long status(long pid, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> tool(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            List<String> lines = process.inputReader().lines().toList();
            process.waitFor();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
