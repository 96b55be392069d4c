package io.drover.bench.http;

import io.drover.bench.report.ResultFile;
import io.drover.bench.report.Surroundings;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.SyntheticRequests;
import io.drover.bench.synthetic.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Says where the server's processor time goes under the load of the comparison: by part of the work, by method with all it
 * calls, and by method alone. Samples are those of the JDK's Flight Recorder, every 10 ms; it does not see native code, so
 * what the kernel does with sockets is missing.
 */
@CommandLine.Command(name = "profile", sortOptions = false)
public final class Profile implements Callable<Integer> {

    /** Parts of the work, by a method that is on the stack; the first that fits is taken. */
    private static final Map<String, Predicate<String>> PARTS = parts();

    @Mixin
    private final Surroundings surroundings = new Surroundings();

    @Option(names = "--rules", description = "Rules of the pack. Default: ${DEFAULT-VALUE}.")
    private int rules = 60;

    @Option(names = "--weight", description = "Work that the rules are: light or heavy. Default: ${DEFAULT-VALUE}.")
    private Weight weight = Weight.HEAVY;

    @Option(names = "--signals", description = "Signals of a request. Default: ${DEFAULT-VALUE}.")
    private int signals = SyntheticRequests.STANDARD_SIGNALS;

    @Option(names = "--seconds", description = "How long to look. Default: ${DEFAULT-VALUE}.")
    private int seconds = 30;

    @Option(names = "--warm-up", description = "Requests answered before. Default: ${DEFAULT-VALUE}.")
    private long warmUp = 200_000;

    private final Map<String, Integer> byPart = new HashMap<>();
    private final Map<String, Integer> byMethod = new HashMap<>();
    private final Map<String, Integer> alone = new HashMap<>();
    private int samples;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Profile())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    private static Map<String, Predicate<String>> parts() {
        Map<String, Predicate<String>> parts = new LinkedHashMap<>();
        parts.put(
                "waiting in a loop for the worker (Undertow)",
                is("io.undertow.server.protocol.http.HttpReadListener.handleEvent"));
        parts.put("reading the request", in("io.drover.engine.request.RequestReader"));
        parts.put("the decision log", in("io.drover.server.decisionlog"));
        parts.put(
                "session: new, emptied and disposed",
                method -> method.endsWith("newKieSession")
                        || method.endsWith(".dispose")
                        || method.endsWith(".StatefulKnowledgeSessionImpl.reset"));
        parts.put("inserting facts", is("io.drover.engine.compile.FactInsertion.insert"));
        parts.put("firing rules", is("io.drover.engine.compile.PackEvaluation.fire"));
        parts.put("taxonomies and scores", is("io.drover.engine.compile.PackEvaluation.resolve"));
        parts.put("reading the conclusions", is("io.drover.engine.compile.PackEvaluation.conclusions"));
        parts.put("evaluating a pack, the rest", in("io.drover.engine.compile"));
        parts.put("gathering the facts", in("io.drover.engine.decide.FactBase"));
        parts.put("putting the decision together", in("io.drover.engine.decide.DecisionAssembly"));
        parts.put("deciding, the rest", in("io.drover.engine.decide"));
        parts.put("writing the answer", is("io.drover.engine.request.DecisionJson.write"));
        parts.put("HTTP: handlers of Drover", in("io.drover.server"));
        parts.put(
                "HTTP: Undertow and XNIO", method -> method.startsWith("io.undertow") || method.startsWith("org.xnio"));
        parts.put("other threads", method -> true);
        return parts;
    }

    private static Predicate<String> is(String name) {
        return name::equals;
    }

    private static Predicate<String> in(String prefix) {
        return method -> method.startsWith(prefix);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("drover-profile");
        SyntheticPack.of(weight, "p1", rules, 1, 1).writeTo(scratch.resolve("rules"));
        byte[][] requests = new byte[64][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = HttpMessage.post(
                    "/v1/decisions", "application/json", SyntheticRequests.json("account-" + i, signals, i));
        }
        LoadResult load;
        Path recording = scratch.resolve("profile.jfr");
        try (ServerProcess server = ServerProcess.drover(
                surroundings.jar(),
                surroundings.home(),
                scratch.resolve("rules"),
                scratch.resolve("data"),
                scratch.resolve("log"),
                List.of(),
                List.of())) {
            LoadGenerator generator =
                    new LoadGenerator(server.uri().getPort(), server.handle(), requests, (r, s, b, f, t) -> true, 16);
            generator.warmUp(warmUp);
            jcmd(server, "JFR.start", "name=bench", "settings=profile", "filename=" + recording);
            load = generator.closed(Duration.ofSeconds(seconds));
            jcmd(server, "JFR.stop", "name=bench", "filename=" + recording);
        }
        read(recording);
        record(load);
        return 0;
    }

    private static void jcmd(ServerProcess server, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(Long.toString(server.pid()));
        all.addAll(List.of(command));
        new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void read(Path recording) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    count(event.getStackTrace().getFrames());
                }
            }
        }
    }

    private void count(List<RecordedFrame> frames) {
        samples++;
        Set<String> names = new HashSet<>();
        for (RecordedFrame frame : frames) {
            names.add(name(frame));
        }
        names.forEach(name -> byMethod.merge(name, 1, Integer::sum));
        alone.merge(name(frames.get(0)), 1, Integer::sum);
        byPart.merge(part(names, name(frames.get(0))), 1, Integer::sum);
    }

    private static String part(Set<String> names, String top) {
        for (Map.Entry<String, Predicate<String>> part : PARTS.entrySet()) {
            boolean waiting = part.getKey().startsWith("waiting");
            if (waiting ? part.getValue().test(top) : names.stream().anyMatch(part.getValue())) {
                return part.getKey();
            }
        }
        throw new IllegalStateException("no part");
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private void record(LoadResult load) {
        ResultFile file = new ResultFile(
                surroundings.results(),
                "profile-" + rules + "-" + weight.key() + "-rules",
                "Where the processor time of a decision goes",
                Instant.now());
        file.line(String.format(
                Locale.ROOT,
                "%d %s rules, %d signals, 16 connections; %,.0f requests/s, %.1f µs of server processor a request while profiled;"
                        + " %d samples.",
                rules,
                weight.key(),
                signals,
                load.perSecond(),
                load.serverMicrosPerRequest(),
                samples));
        table(file, "part of the work", byPart, 20);
        table(file, "method and what it calls", byMethod, 60);
        table(file, "method alone", alone, 40);
        file.load();
    }

    private void table(ResultFile file, String title, Map<String, Integer> counts, int most) {
        file.table(title + " | share");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(entry -> file.row(entry.getKey() + " | "
                        + String.format(Locale.ROOT, "%.1f %%", entry.getValue() * 100.0 / samples)));
    }
}
