package io.drover.bench.soak;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * A stream of ten million lines through {@code POST /v1/decisions}, an answer for each, in memory that does not grow; and
 * before it one whose client stops reading, while others get their decisions.
 */
final class StreamSoak implements SoakRun {

    private static final int RULES = 4;
    private static final int LINES = 10_000_000;
    private static final int STOPPED_LINES = 100_000;
    private static final int STOPPED_SECONDS = 60;
    private static final double SAMPLE_NANOS = 30e9;
    private static final double MOST_GROWTH = 1.10;
    private static final long KIB_OF_A_TURN = 4 * 1024;

    /** The whole heap is resident from the start, so that what grows is something else. */
    private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    @Override
    public String title() {
        return "A long NDJSON stream";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        Variants variants = new Variants(RULES, site.rules());
        file.line("A pack of " + RULES + " rules; lines of " + NumberedLines.bytesOfLine()
                + " bytes, each about another account with one signal; every " + NumberedLines.PROBLEM_EVERY
                + "th cannot be decided. JVM options " + String.join(" ", JVM) + ", no decision log.");
        try (ServerProcess server = site.serve(JVM, site.rules(), "--request-timeout", "1h", "--decision-log", "off")) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            stopReading(site, file, claims, server, variants, client);
            longStream(site.scaled(LINES), file, claims, server, client);
        }
    }

    private static void stopReading(
            Site site, ResultFile file, Claims claims, ServerProcess server, Variants variants, DroverClient client)
            throws Exception {
        long quarter = Math.max(2_000, site.scaled(STOPPED_SECONDS) * 250L);
        file.line("");
        file.line("A client sends " + STOPPED_LINES + " lines and stops reading for " + 4 * quarter / 1_000
                + " s, while 100 requests/s come from 4 other connections.");
        file.table("phase | lines that left the client | " + BackgroundLoad.HEADER);
        try (BackgroundLoad load = new BackgroundLoad(server, variants.requests(), variants.check(), 4, 100)) {
            Thread.sleep(quarter);
            file.row("before | 0 | " + load.phase());
            try (LineStream stream = new LineStream(server.uri().getPort(), STOPPED_LINES, client)) {
                Thread.sleep(2 * quarter);
                int before = stream.sent();
                Thread.sleep(2 * quarter);
                int after = stream.sent();
                file.row("it does not read | " + after + " | " + load.phase());
                claims.claim(
                        "a client that does not read is not read from",
                        before == after && after < STOPPED_LINES,
                        before + " lines had left it at half-time, " + after + " at the end");
                stream.readAll(answers -> {});
                file.row("it reads again | " + stream.sent() + " | " + load.phase());
                stream.claimAllRight("once it reads again", claims);
            }
            load.claimAllRight(claims);
        }
    }

    private static void longStream(int lines, ResultFile file, Claims claims, ServerProcess server, DroverClient client)
            throws IOException {
        file.line("");
        file.line(String.format(Locale.ROOT, "%,d lines on one connection.", lines));
        file.table("answers | lines/s | " + JvmState.HEADER);
        try (LineStream stream = new LineStream(server.uri().getPort(), lines, client)) {
            Samples samples = new Samples(file, lines, server.pid());
            stream.readAll(samples);
            stream.claimAllRight("the long stream", claims);
            samples.claimFlat(claims);
        }
    }

    /** Looks at the server's memory when a tenth is answered, then every half minute, and at the end. */
    private static final class Samples implements IntConsumer {
        private final ResultFile file;
        private final int lines;
        private final long pid;
        private final long begin = System.nanoTime();
        private final List<JvmState> states = new ArrayList<>();
        private long lastSample = begin;
        private int sampled;

        Samples(ResultFile file, int lines, long pid) {
            this.file = file;
            this.lines = lines;
            this.pid = pid;
        }

        @Override
        public void accept(int answers) {
            boolean due = answers % 1_000 == 0 && System.nanoTime() - lastSample > SAMPLE_NANOS && !states.isEmpty();
            if (answers == lines / 10 || answers == lines || due) {
                double perSecond = (answers - sampled) * 1e9 / (System.nanoTime() - lastSample);
                JvmState state = JvmState.afterCollection(pid);
                states.add(state);
                file.row(String.format(Locale.ROOT, "%,d | %,.0f | ", answers, perSecond) + state.cells());
                lastSample = System.nanoTime();
                sampled = answers;
            }
        }

        void claimFlat(Claims claims) {
            if (states.size() < 2) {
                claims.claim("memory was looked at", false, states.size() + " times");
                return;
            }
            JvmState tenth = states.get(0);
            JvmState end = states.get(states.size() - 1);
            long most = states.stream().mapToLong(JvmState::heap).max().orElse(0);
            claims.claimFlat(
                    "heap after collection in KiB, the most of all samples against that at a tenth of the lines",
                    tenth.heap(),
                    most,
                    MOST_GROWTH,
                    KIB_OF_A_TURN);
            claims.claimFlat(
                    "resident memory in KiB, from a tenth of the lines to the end",
                    tenth.resident(),
                    end.resident(),
                    MOST_GROWTH,
                    0);
        }
    }
}
