package io.drover.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a JVM holds, as the JDK's tools say, in KiB.
 *
 * @param heap in use
 * @param metaspace in use
 * @param classes loaded and not unloaded
 * @param resident memory of the process
 */
record JvmState(long heap, long metaspace, long classes, long resident) {

    static final String HEADER = "heap KiB | metaspace KiB | classes | resident KiB";

    /** The state after a full collection. */
    static JvmState afterCollection(long pid) {
        tool("jcmd", Long.toString(pid), "GC.run");
        tool("jcmd", Long.toString(pid), "GC.run");
        return now(pid);
    }

    static JvmState now(long pid) {
        List<Double> gc = numbers("-gc", pid);
        List<Double> classes = numbers("-class", pid);
        // Columns of jstat: S0C S1C S0U S1U EC EU OC OU MC MU …; Loaded Bytes Unloaded Bytes Time.
        double heap = gc.get(2) + gc.get(3) + gc.get(5) + gc.get(7);
        return new JvmState(
                (long) heap, gc.get(9).longValue(), (long) (classes.get(0) - classes.get(2)), resident(pid));
    }

    String cells() {
        return String.format(Locale.ROOT, "%,d | %,d | %,d | %,d", heap, metaspace, classes, resident);
    }

    /** By how much it has grown since {@code before}, in percent. */
    String growth(JvmState before) {
        return String.format(
                Locale.ROOT,
                "heap %+.1f %%, metaspace %+.1f %%, classes %+.1f %%",
                percent(before.heap, heap),
                percent(before.metaspace, metaspace),
                percent(before.classes, classes));
    }

    private static double percent(long before, long after) {
        return (after - before) * 100.0 / before;
    }

    private static List<Double> numbers(String what, long pid) {
        List<String> lines = tool("jstat", what, Long.toString(pid));
        return Pattern.compile("\\s+")
                .splitAsStream(lines.get(1).trim())
                .map(text -> text.equals("-") ? 0.0 : Double.valueOf(text.replace(',', '.')))
                .toList();
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
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
