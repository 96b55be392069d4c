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

    /** The times in the first line of /proc/stat; those of guests, after them, are counted in them already. */
    private static final int PROC_STAT_TIMES = 8;

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

    /** Processor time since the machine began, in ticks: what its host gave to others meanwhile, and all of it. */
    record Time(long stolen, long all) {

        /** Nothing is known of it where the system does not tell. */
        static Time now() {
            List<Long> times = Pattern.compile("\\d+")
                    .matcher(valueIn("/proc/stat", "cpu ", ' '))
                    .results()
                    .limit(PROC_STAT_TIMES)
                    .map(time -> Long.valueOf(time.group()))
                    .toList();
            long all = times.stream().mapToLong(Long::longValue).sum();
            return new Time(times.size() < PROC_STAT_TIMES ? 0 : times.get(PROC_STAT_TIMES - 1), all);
        }

        /** The part of the processors that the host took away after {@code before}, in per cent. */
        double stolenSince(Time before) {
            return 100.0 * (stolen - before.stolen) / Math.max(1, all - before.all);
        }
    }

    private static String valueIn(String file, String name) {
        return valueIn(file, name, ':');
    }

    private static String valueIn(String file, String name, char separator) {
        try (BufferedReader lines = Files.newBufferedReader(Path.of(file))) {
            return lines.lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(separator) + 1).trim())
                    .findFirst()
                    .orElse("not known");
        } catch (IOException e) {
            return "not known";
        }
    }
}
