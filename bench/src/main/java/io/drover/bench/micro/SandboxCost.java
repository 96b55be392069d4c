package io.drover.bench.micro;

import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.SyntheticRequests;
import io.drover.bench.synthetic.Weight;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.Unconfined;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.failure.RuleFailedException;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What the sandbox costs: the same packs compiled and decided by with and without it, in turns, in processor time of the thread. */
@CommandLine.Command(name = "sandbox", sortOptions = false)
public final class SandboxCost implements Callable<Integer> {

    private static final int REQUESTS = 64;

    @SuppressWarnings("UnusedVariable")
    private static volatile @Nullable Object sink;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), System::nanoTime);

    @Option(names = "--results", required = true, description = "The directory of results.")
    private Path results = Path.of("");

    @Option(names = "--rules", split = ",", description = "Numbers of rules. Default: ${DEFAULT-VALUE}.")
    private List<Integer> rules = List.of(50, 200, 1_000);

    @Option(names = "--decisions", description = "Decisions of a turn. Default: ${DEFAULT-VALUE}.")
    private int decisions = 3_000;

    @Option(names = "--turns", description = "Turns of each kind. Default: ${DEFAULT-VALUE}.")
    private int turns = 11;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SandboxCost()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        ResultFile file = new ResultFile(results, "sandbox", "What the sandbox costs", Instant.now());
        file.line(
                "Heavy rules, nine facts, one thread, processor time of the thread; what Drools compiles on other threads is"
                        + " not in it. Decisions: medians of " + turns + " turns of " + decisions
                        + ", with and without in turns, after one turn of each, of two compilations each: two of the same"
                        + " differ by chance alone. Compilations: the second of another pack.");
        file.table(
                "rules | with, µs a decision | without | more | two of the same differ by | compile, ms | scan | load | load without | fuel of a decision");
        for (int count : rules) {
            file.row(row(count));
        }
        file.load();
        return 0;
    }

    private String row(int count) throws IOException {
        compile(count, 1, confined());
        PackLoader.Loading with = compile(count, 2, confined());
        PackLoader.Loading without = compile(count, 2, Unconfined.packs());
        List<RuleSet> sets = List.of(
                with.ruleSet(),
                without.ruleSet(),
                compile(count, 2, confined()).ruleSet(),
                compile(count, 2, Unconfined.packs()).ruleSet());
        double[][] micros = new double[sets.size()][turns];
        sets.forEach(this::decide);
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < sets.size(); i++) {
                micros[i][turn] = decide(sets.get(i));
            }
        }
        double confined = (median(micros[0]) + median(micros[2])) / 2;
        double free = (median(micros[1]) + median(micros[3])) / 2;
        double chance = Math.max(apart(micros[0], micros[2]), apart(micros[1], micros[3]));
        return String.format(
                Locale.ROOT,
                "%,d | %.1f | %.1f | %+.1f %% | %.1f %% | %d | %d | %d | %d | %,d",
                count,
                confined,
                free,
                100 * (confined / free - 1),
                100 * chance,
                millis(with, "compile"),
                millis(with, "scan"),
                millis(with, "load"),
                millis(without, "load"),
                fuel(with.ruleSet()));
    }

    private static double apart(double[] one, double[] other) {
        return Math.abs(median(one) / median(other) - 1);
    }

    private static CompiledPacks confined() {
        return new CompiledPacks(CompiledPackStore.NONE);
    }

    private PackLoader.Loading compile(int count, long seed, CompiledPacks packs) throws IOException {
        Path directory = Files.createTempDirectory("drover-sandbox");
        try {
            SyntheticPack.of(Weight.HEAVY, "p1", count, seed, 1).writeTo(directory);
            PackLoader.Loading loading = PackLoader.load(
                    List.of(directory),
                    PackLoader.Compiler.EXECUTABLE_MODEL,
                    packs,
                    RuleSet.of(List.of()),
                    threads::getCurrentThreadCpuTime,
                    pack -> {});
            if (!loading.isSound()) {
                throw new IllegalStateException("an honest pack is refused: " + loading.reports());
            }
            return loading;
        } finally {
            Packs.delete(directory);
        }
    }

    private static long millis(PackLoader.Loading loading, String step) {
        return loading.reports().get(0).steps().stream()
                .filter(each -> each.step().equals(step))
                .mapToLong(PackReport.Step::millis)
                .sum();
    }

    /** Microseconds of processor for one decision of many. */
    private double decide(RuleSet ruleSet) {
        List<DecisionRequest> requests = requests();
        long begin = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < decisions; i++) {
            sink = engine.decide(ruleSet, requests.get(i % REQUESTS), false);
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1e3 / decisions;
    }

    private static List<DecisionRequest> requests() {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> SyntheticRequests.request("account-" + i, SyntheticRequests.STANDARD_SIGNALS, i))
                .collect(Collectors.toUnmodifiableList());
    }

    /** The least fuel, to a hundredth, with which the first request is decided. */
    private static long fuel(RuleSet ruleSet) {
        DecisionRequest request = requests().get(0);
        long enough = 100_000_000;
        for (long step = enough / 2; step >= Math.max(1, enough / 200); step /= 2) {
            enough = suffices(ruleSet, request, enough - step) ? enough - step : enough;
        }
        return enough;
    }

    private static boolean suffices(RuleSet ruleSet, DecisionRequest request, long fuel) {
        Limits plenty = Limits.none();
        Limits limits = new Limits(plenty.firings(), plenty.insertions(), plenty.facts(), fuel, plenty.deadline());
        try {
            sink = new DecisionEngine(limits, System::nanoTime).decide(ruleSet, request, false);
            return true;
        } catch (RuleFailedException e) {
            return false;
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
