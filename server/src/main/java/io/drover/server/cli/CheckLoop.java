package io.drover.server.cli;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Checking;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackFolders.PassedOver;
import io.drover.server.watch.DirectoryWatcher;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks packs again and again, as their files are saved, and prints what is new of them. Reading and checking the rule text
 * takes a moment and finds all errors but few; so that is told at once. Only then, beside it and for the last save alone, the
 * packs without an error are compiled and judged, and that is told too.
 *
 * <p>The threads of the watchers, one for each location, and that of the compiler share the state, whose lock is this object.
 */
final class CheckLoop {

    /** How long no file may change before it is read: the time in which an editor replaces one. */
    private static final Duration SETTLE = Duration.ofMillis(40);

    /** How often to look where the operating system does not tell of changes. */
    private static final Duration SCAN = Duration.ofMillis(250);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final List<Path> locations;
    private final Function<Loading, List<PackReport>> judge;
    private final Surroundings surroundings;
    private final CompiledPacks compiledPacks = new CompiledPacks(CompiledPackStore.NONE);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService compiling = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "compiler");
        thread.setDaemon(true);
        return thread;
    });

    /** What is known of each pack by its last check. */
    private Map<Path, PackReport> checked = new TreeMap<>();

    /** What was told last of each pack that was compiled and judged. */
    private final Map<Path, PackReport> judged = new TreeMap<>();

    private List<PassedOver> passedOver = List.of();
    private String failure = "";
    private long saves;

    /** What was compiled last: held on to, since the compiled packs that nobody uses are let go. */
    @SuppressWarnings("UnusedVariable")
    private RuleSet compiled = RuleSet.of(List.of());

    /**
     * A loop over the packs at {@code locations}.
     *
     * @param judge the reports on packs that were compiled, with what is to be said of them besides
     */
    CheckLoop(List<Path> locations, Function<Loading, List<PackReport>> judge, Surroundings surroundings) {
        this.locations = locations;
        this.judge = judge;
        this.surroundings = surroundings;
    }

    /**
     * Checks until the process is told to end.
     *
     * @throws CannotRunException if a location is missing, or there is no pack in any
     */
    int run() {
        PackDirectories.requireAll(locations);
        List<DirectoryWatcher> watchers = locations.stream()
                .map(location -> DirectoryWatcher.of(location, SETTLE, SCAN, surroundings.clock(), this::checkAgain))
                .toList();
        surroundings.onTermination().accept(() -> end(watchers));
        boolean readable = checkAgain();
        if (readable && hasNoPack()) {
            watchers.forEach(DirectoryWatcher::close);
            throw PackDirectories.noPack(locations);
        }
        surroundings
                .err()
                .println("watching " + PackDirectories.listed(locations)
                        + ": save a file, and its pack is checked; Ctrl-C ends");
        watchers.forEach(watcher -> watcher.start(readable));
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.WELL;
    }

    private void end(List<DirectoryWatcher> watchers) {
        watchers.forEach(DirectoryWatcher::close);
        compiling.shutdownNow();
        ended.countDown();
        surroundings.halt().accept(ExitCode.WELL);
    }

    private synchronized boolean hasNoPack() {
        return checked.isEmpty();
    }

    /** Checks all packs; whether they could be read. */
    private synchronized boolean checkAgain() {
        Checking checking;
        try {
            checking = PackLoader.check(locations, System::nanoTime);
        } catch (UncheckedIOException e) {
            tellFailure("cannot be read: " + e.getMessage());
            return false;
        }
        failure = "";
        tellPassedOver(checking.passedOver());
        Map<Path, PackReport> now = new TreeMap<>();
        checking.reports().forEach(report -> now.put(report.directory(), report));
        tellGone(now);
        now.values().stream()
                .filter(report -> isNew(report, checked.get(report.directory())))
                .forEach(this::tellChecked);
        checked = now;
        saves++;
        if (now.values().stream().anyMatch(PackReport::isSound)) {
            long save = saves;
            compiling.execute(() -> compile(save));
        }
        return true;
    }

    private void tellGone(Map<Path, PackReport> now) {
        checked.forEach((directory, report) -> {
            if (!now.containsKey(directory)) {
                judged.remove(directory);
                say(report.name() + ": is gone");
            }
        });
    }

    private void tellChecked(PackReport report) {
        if (report.isSound()) {
            say(report.name() + ": no errors");
        } else {
            judged.remove(report.directory());
            print(report);
        }
    }

    private static boolean isNew(PackReport report, @Nullable PackReport before) {
        return before == null
                || report.revision() == null
                || !report.revision().equals(before.revision())
                || !report.problems().equals(before.problems());
    }

    private void compile(long save) {
        if (isOutdated(save)) {
            return;
        }
        try {
            Loading loading = PackLoader.load(
                    locations,
                    Compiler.EXECUTABLE_MODEL,
                    compiledPacks,
                    RuleSet.of(List.of()),
                    System::nanoTime,
                    pack -> {});
            List<PackReport> reports = judge.apply(loading);
            tellJudged(save, loading.ruleSet(), reports);
        } catch (UncheckedIOException e) {
            // the files are changing again, and that is checked next
        } catch (CannotRunException e) {
            tellFailed(String.valueOf(e.getMessage()));
        }
    }

    private synchronized void tellFailed(String why) {
        say(why);
    }

    private synchronized boolean isOutdated(long save) {
        return save != saves;
    }

    private synchronized void tellJudged(long save, RuleSet ruleSet, List<PackReport> reports) {
        compiled = ruleSet;
        if (isOutdated(save)) {
            return;
        }
        for (PackReport report : reports) {
            PackReport known = checked.get(report.directory());
            if (known != null && known.isSound() && isNew(report, judged.put(report.directory(), report))) {
                print(report);
            }
        }
    }

    private void print(PackReport report) {
        new ProblemPrinter(surroundings.out()).printAll(List.of(report));
        say(report.name() + ": " + ProblemPrinter.counts(List.of(report)));
    }

    private void tellPassedOver(List<PassedOver> folders) {
        folders.stream().filter(folder -> !passedOver.contains(folder)).forEach(folder -> say(folder.reason()));
        passedOver = folders;
    }

    private void tellFailure(String why) {
        if (!failure.equals(why)) {
            say(PackDirectories.listed(locations) + " " + why);
        }
        failure = why;
    }

    private void say(String what) {
        surroundings
                .out()
                .println(TIME.format(surroundings.clock().instant().atZone(ZoneId.systemDefault())) + "  " + what);
    }
}
