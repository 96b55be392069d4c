package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.report.ResultFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cut table of a population of 100,000 customers with 1,000,000 purchases, and of the same customers with three times as many,
 * computed by {@code drover cuts} with a small heap.
 */
final class CutsSoak implements SoakRun {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String HEAP = "-Xmx128m";
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int PURCHASES = 1_000_000;
    private static final int PURCHASES_A_CUSTOMER = 10;
    private static final int TIMES = 3;
    private static final long SEED = 18;

    /** What one run of the command was like. */
    private record Run(Duration time, long peakKib, String said) {}

    @Override
    public String title() {
        return "Cut tables of a million purchases";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        int purchases = Math.max(PURCHASES_A_CUSTOMER, (int) (PURCHASES * site.scale()));
        int customers = purchases / PURCHASES_A_CUSTOMER;
        file.line("`drover cuts` with `" + HEAP + "`; " + customers + " customers, amounts and dates by the seed "
                + SEED + ".");
        file.line("");
        file.line("| purchases | MB | seconds | peak resident MB |");
        file.line("|---|---|---|---|");
        List<Run> runs = new ArrayList<>();
        for (int count : new int[] {purchases, TIMES * purchases}) {
            Path orders = write(site.scratch().resolve(count + ".csv"), customers, count);
            Run run = run(site, orders);
            file.line("| " + count + " | " + Files.size(orders) / 1_000_000 + " | "
                    + run.time().toMillis() / 1000.0 + " | " + run.peakKib() / 1024 + " |");
            claims.claim(
                    "every one of " + count + " purchases is counted",
                    run.said().contains(customers + " customers, " + count + " purchases"),
                    run.said().lines().reduce((before, last) -> last).orElse("nothing was said"));
            runs.add(run);
        }
        long less = runs.get(0).peakKib();
        long more = runs.get(1).peakKib();
        claims.claim(
                "memory does not grow with the purchases of the same customers: at most 15 % more for " + TIMES
                        + " times as many",
                more <= less * 1.15,
                less / 1024 + " MB, then " + more / 1024 + " MB");
    }

    /** Purchases of customers, each of whom has at least one, in no order. */
    private static Path write(Path file, int customers, int purchases) throws IOException {
        Random random = new Random(SEED);
        LocalDate first = LocalDate.parse("2023-01-01");
        try (BufferedWriter csv = Files.newBufferedWriter(file, UTF_8)) {
            csv.write("customer_id,order_date,amount\n");
            for (int i = 0; i < purchases; i++) {
                int customer = i < customers ? i : random.nextInt(customers);
                int cents = 100 + (int) Math.abs(random.nextGaussian() * 5_000);
                csv.write("customer-" + customer + "," + first.plusDays(random.nextInt(1_200)) + "," + cents / 100 + "."
                        + cents / 10 % 10 + cents % 10 + "\n");
            }
        }
        return file;
    }

    private static Run run(Site site, Path orders) throws Exception {
        Path said = Files.createTempFile(site.scratch(), "cuts", ".txt");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        JAVA,
                        HEAP,
                        "-jar",
                        site.jar().toString(),
                        "cuts",
                        orders.toString(),
                        "--as-of",
                        "2026-05-15T00:00:00Z")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        long peak = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakKib(process.pid()));
        }
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        String text = Files.readString(said);
        if (process.exitValue() != 0) {
            throw new IOException("drover cuts ended with " + process.exitValue() + ":\n" + text);
        }
        return new Run(time, peak, text);
    }

    /** The most memory that the process has had so far; 0 where it is gone. */
    private static long peakKib(long pid) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
