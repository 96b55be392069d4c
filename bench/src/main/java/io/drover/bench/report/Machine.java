package io.drover.bench.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a result was measured on. */
final class Machine {

    private Machine() {}

    /** Lines of Markdown on processors, memory, load, JDK, operating system and commit. */
    static List<String> describe() {
        return List.of(
                "- machine: " + Runtime.getRuntime().availableProcessors() + " processors ("
                        + valueIn("/proc/cpuinfo", "model name") + "), memory " + valueIn("/proc/meminfo", "MemTotal"),
                "- load average when it was recorded (1, 5, 15 minutes): " + load(),
                "- JDK: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                "- system: " + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "- commit: " + System.getProperty("bench.commit", "not known"),
                "- command: `" + System.getProperty("bench.command", "not known") + "`");
    }

    /** The load averages of 1, 5 and 15 minutes; of 1 minute alone where the system tells no more. */
    static String load() {
        try {
            String load = Files.readString(Path.of("/proc/loadavg"));
            return Pattern.compile(" ").splitAsStream(load).limit(3).collect(Collectors.joining(", "));
        } catch (IOException e) {
            return String.format(
                    Locale.ROOT,
                    "%.2f",
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }

    private static String valueIn(String file, String name) {
        try (BufferedReader lines = Files.newBufferedReader(Path.of(file))) {
            return lines.lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("not known");
        } catch (IOException e) {
            return "not known";
        }
    }
}
