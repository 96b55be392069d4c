package io.drover.engine.compile;

import io.drover.engine.drl.RuleParser;
import io.drover.engine.drl.RuleParsing;
import io.drover.engine.pack.PackFolders;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.PackReading;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From directories to a rule set: reads, checks and compiles every pack, and reports on each. */
public final class PackLoader {

    /** Which compiler turns rules into a rule base. */
    public enum Compiler {
        /** The one that serves. */
        EXECUTABLE_MODEL,
        /** An independent second one, for comparison. */
        CLASSIC
    }

    /**
     * What was loaded.
     *
     * @param reports one for each pack found, by name
     * @param ruleSet of the sound packs; with no sound pack at all, empty
     * @param passedOver folders that are no packs, although somebody may have meant them to be
     */
    public record Loading(List<PackReport> reports, RuleSet ruleSet, List<PackFolders.PassedOver> passedOver) {

        /** Of nothing. */
        public static Loading nothing() {
            return new Loading(List.of(), RuleSet.of(List.of()), List.of());
        }

        /** Whether every pack is sound. */
        public boolean isSound() {
            return reports.stream().allMatch(PackReport::isSound);
        }
    }

    /**
     * What was read and checked, and not compiled.
     *
     * @param reports one for each pack found, by name
     * @param passedOver folders that are no packs, although somebody may have meant them to be
     */
    public record Checking(List<PackReport> reports, List<PackFolders.PassedOver> passedOver) {}

    /** A pack on its way: what is known of it so far. */
    private static final class Work {

        private final PackReading reading;
        private final List<PackProblem> problems;
        private final List<PackReport.Step> steps = new ArrayList<>();
        private @Nullable RuleParsing parsing;
        private @Nullable CompiledPack compiled;

        Work(PackReading reading) {
            this.reading = reading;
            this.problems = new ArrayList<>();
        }

        boolean isSound() {
            return reading.pack() != null
                    && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
        }

        /** Adds a step that found {@code found}. */
        void add(String step, long millis, List<PackProblem> found) {
            problems.addAll(found);
            steps.add(new PackReport.Step(step, millis, outcome(found)));
        }

        /** Adds what was found in the last step, and took no time. */
        void addToLastStep(List<PackProblem> found) {
            problems.addAll(found);
            if (outcome(found) == PackReport.StepOutcome.REFUSED) {
                PackReport.Step last = steps.remove(steps.size() - 1);
                steps.add(new PackReport.Step(last.step(), last.millis(), PackReport.StepOutcome.REFUSED));
            }
        }

        private static PackReport.StepOutcome outcome(List<PackProblem> found) {
            return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)
                    ? PackReport.StepOutcome.REFUSED
                    : PackReport.StepOutcome.PASSED;
        }

        PackReport report() {
            return new PackReport(reading.name(), reading.directory(), reading.revision(), problems, steps);
        }
    }

    private final Compiler compiler;
    private final CompiledPacks compiledPacks;
    private final LongSupplier nanoTime;
    private final Consumer<String> progress;

    private PackLoader(
            Compiler compiler, CompiledPacks compiledPacks, LongSupplier nanoTime, Consumer<String> progress) {
        this.compiler = compiler;
        this.compiledPacks = compiledPacks;
        this.nanoTime = nanoTime;
        this.progress = progress;
    }

    /**
     * Loads the packs at {@code locations}, each a pack or a directory of packs.
     *
     * @param nanoTime measures the steps
     * @param progress is told the name of each pack before it is compiled
     * @throws java.io.UncheckedIOException if a location cannot be read
     */
    public static Loading load(
            List<Path> locations, Compiler compiler, LongSupplier nanoTime, Consumer<String> progress) {
        return load(
                locations,
                compiler,
                new CompiledPacks(CompiledPackStore.NONE),
                RuleSet.of(List.of()),
                nanoTime,
                progress);
    }

    /**
     * As {@link #load(List, Compiler, LongSupplier, Consumer)}, but compiles only what {@code compiledPacks} does not have.
     *
     * @param serving the rules that serve until now: a name that one of its packs defines and goes on defining is the pack's
     */
    public static Loading load(
            List<Path> locations,
            Compiler compiler,
            CompiledPacks compiledPacks,
            RuleSet serving,
            LongSupplier nanoTime,
            Consumer<String> progress) {
        return load(locations, folder -> true, compiler, compiledPacks, serving, nanoTime, progress);
    }

    /** As the one before, but only the packs in folders that {@code wanted} lets through; all else is as if it were not there. */
    public static Loading load(
            List<Path> locations,
            Predicate<Path> wanted,
            Compiler compiler,
            CompiledPacks compiledPacks,
            RuleSet serving,
            LongSupplier nanoTime,
            Consumer<String> progress) {
        return new PackLoader(compiler, compiledPacks, nanoTime, progress).load(locations, wanted, serving);
    }

    /**
     * Reads and checks the packs at {@code locations} and does not compile them, which takes far longer. All that {@link #load}
     * finds besides is what a compiler says of packs that are sound until then.
     *
     * @param nanoTime measures the steps
     * @throws java.io.UncheckedIOException if a location cannot be read
     */
    public static Checking check(List<Path> locations, LongSupplier nanoTime) {
        PackLoader loader = new PackLoader(
                Compiler.EXECUTABLE_MODEL, new CompiledPacks(CompiledPackStore.NONE), nanoTime, pack -> {});
        List<PackFolders> folders =
                locations.stream().map(PackReader::packFolders).toList();
        return new Checking(reports(loader.checked(folders, RuleSet.of(List.of()))), passedOver(folders));
    }

    private static List<PackReport> reports(List<Work> packs) {
        return packs.stream().map(Work::report).toList();
    }

    private static List<PackFolders.PassedOver> passedOver(List<PackFolders> folders) {
        return folders.stream().flatMap(found -> found.passedOver().stream()).toList();
    }

    private Loading load(List<Path> locations, Predicate<Path> wanted, RuleSet serving) {
        List<PackFolders> folders = locations.stream()
                .map(PackReader::packFolders)
                .map(found ->
                        new PackFolders(found.packs().stream().filter(wanted).toList(), found.passedOver()))
                .toList();
        List<Work> all = checked(folders, serving);
        all.stream().filter(Work::isSound).forEach(this::compile);
        List<CompiledPack> compiled = all.stream()
                .filter(Work::isSound)
                .flatMap(work -> Stream.ofNullable(work.compiled))
                .toList();
        return new Loading(reports(all), new RuleSet(compiled), passedOver(folders));
    }

    /** The packs of {@code folders}, read and checked. */
    private List<Work> checked(List<PackFolders> folders, RuleSet serving) {
        List<Work> all = folders.stream()
                .flatMap(found -> found.packs().stream())
                .distinct()
                .map(this::read)
                .sorted(Comparator.comparing(work -> work.reading.name()))
                .toList();
        all.forEach(this::parse);
        Map<PackReading, List<PackProblem>> duplicates =
                DuplicateNames.in(all.stream().map(work -> work.reading).toList(), serving);
        all.forEach(work -> work.addToLastStep(duplicates.getOrDefault(work.reading, List.of())));
        return all;
    }

    private Work read(Path directory) {
        long begin = nanoTime.getAsLong();
        PackReading reading = readGuarded(directory);
        Work work = new Work(reading);
        work.add("read", millisSince(begin), reading.problems());
        return work;
    }

    /** What no one foresaw while a pack is read is a fault of this program, but it must not stop the other packs. */
    private static PackReading readGuarded(Path directory) {
        try {
            return PackReader.read(directory);
        } catch (RuntimeException | StackOverflowError e) {
            String folder = Objects.requireNonNullElse(
                            directory.toAbsolutePath().normalize().getFileName(), directory)
                    .toString();
            return new PackReading(folder, directory, null, null, List.of(programFault(e)));
        }
    }

    private static PackProblem programFault(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return PackProblem.error(
                Place.whole("."),
                null,
                "program-fault",
                "Drover itself failed on this pack (" + e.getClass().getName()
                        + (trace.length == 0 ? "" : " at " + trace[0]) + ").",
                "Take back what was changed last, and report the fault with the pack.");
    }

    private void parse(Work work) {
        RulePack pack = work.reading.pack();
        if (pack != null) {
            long begin = nanoTime.getAsLong();
            try {
                RuleParsing parsing = RuleParser.parse(pack);
                work.parsing = parsing;
                work.add("allow-list", millisSince(begin), parsing.problems());
            } catch (RuntimeException | StackOverflowError e) {
                work.add("allow-list", millisSince(begin), List.of(programFault(e)));
            }
        }
    }

    private void compile(Work work) {
        RulePack pack = work.reading.pack();
        RuleParsing parsing = work.parsing;
        if (pack != null && parsing != null) {
            long[] begin = {nanoTime.getAsLong()};
            try {
                CompiledPacks.Compilation compilation = compiledPacks.get(
                        pack, parsing.rules(), compiler, () -> progress.accept(work.reading.name()), name -> {
                            work.add(name, millisSince(begin[0]), List.of());
                            begin[0] = nanoTime.getAsLong();
                        });
                work.addToLastStep(compilation.problems());
                work.compiled = compilation.pack();
            } catch (RuntimeException | StackOverflowError e) {
                work.add("compile", millisSince(begin[0]), List.of(programFault(e)));
            }
        }
    }

    private long millisSince(long begin) {
        return (nanoTime.getAsLong() - begin) / 1_000_000;
    }
}
