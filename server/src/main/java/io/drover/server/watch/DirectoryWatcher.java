package io.drover.server.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rule packs in a directory with a thread of its own, in which it also does what is to be done about a change:
 * so one change is dealt with at a time, and what comes meanwhile is found afterwards. A change counts once it has come to
 * rest, or when the directory does not rest, and only if a file's content is different from what was dealt with last. What
 * could not be dealt with is tried again, soon at first and then ever more rarely.
 */
public final class DirectoryWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatcher.class);
    private static final int MOST_SETTLE_PERIODS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Path root;
    private final Duration settle;
    private final Duration scan;
    private final Clock clock;
    private final BooleanSupplier onChange;
    private final ChangeSignals signals;
    private final Thread thread;
    private DirectorySnapshot handled;

    /** How long to wait before trying again what could not be dealt with, and since when; zero: there is nothing such. */
    private Duration pause = Duration.ZERO;

    private long pausedSince;

    /** Why the last look failed; empty: it did not. */
    private String failure = "";

    private DirectoryWatcher(
            Path root, Duration settle, Duration scan, Clock clock, BooleanSupplier onChange, ChangeSignals signals) {
        this.root = root;
        this.settle = settle;
        this.scan = scan;
        this.clock = clock;
        this.onChange = onChange;
        this.signals = signals;
        this.handled = snapshot(DirectorySnapshot.NOTHING);
        this.thread = new Thread(this::run, "rules");
        thread.setDaemon(true);
    }

    /**
     * A watcher of {@code root}, which may be missing. What is there now is taken as dealt with; what changes from now on is
     * found after {@link #start}.
     *
     * @param settle how long nothing may change before a change counts
     * @param scan how often to look through the directory for changes of which no signal came
     * @param clock tells the age of files
     * @param onChange what to do about a change; whether that is dealt with
     */
    public static DirectoryWatcher of(
            Path root, Duration settle, Duration scan, Clock clock, BooleanSupplier onChange) {
        return of(
                root, settle, scan, clock, onChange, () -> root.getFileSystem().newWatchService());
    }

    /** A watcher that {@code source} tells of changes; without it, scans find them. */
    static DirectoryWatcher of(
            Path root,
            Duration settle,
            Duration scan,
            Clock clock,
            BooleanSupplier onChange,
            ChangeSignals.Source source) {
        return new DirectoryWatcher(root, settle, scan, clock, onChange, new ChangeSignals(root, source));
    }

    /** Begins to watch; {@code dealtWith} says whether what is there now is, or has to be tried again. */
    public void start(boolean dealtWith) {
        planAnother(dealtWith);
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lookAndGoOn();
                signals.await(untilNextLook());
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.atDebug().addKeyValue("directory", root).log("no longer watched");
        }
    }

    /** Looks. Whatever fails is logged, once in a row, and tried again: if this thread ended, nobody would notice. */
    @SuppressWarnings("CatchThrowable")
    private void lookAndGoOn() throws InterruptedException {
        try {
            look();
            failure = "";
        } catch (ClosedWatchServiceException | InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            planAnother(false);
            if (!failure.equals(e.toString())) {
                failure = e.toString();
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("directory", root)
                        .log("the rules directory cannot be looked through");
            }
        }
    }

    private void look() throws InterruptedException {
        DirectorySnapshot seen = snapshot(handled);
        if (!seen.hasContentOf(handled)) {
            seen = settled(seen);
        }
        boolean changed = !seen.hasContentOf(handled);
        handled = seen;
        if (changed) {
            LOG.atDebug().addKeyValue("directory", root).log("the rules directory has changed");
            pause = Duration.ZERO;
            planAnother(act());
        } else if (!pause.isZero() && waited() >= pause.toNanos()) {
            LOG.atDebug().addKeyValue("directory", root).log("what could not be dealt with is tried again");
            planAnother(act());
        }
    }

    private void planAnother(boolean dealtWith) {
        if (dealtWith) {
            pause = Duration.ZERO;
            return;
        }
        Duration longer = pause.isZero() ? settle : pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        pausedSince = System.nanoTime();
    }

    private long waited() {
        return System.nanoTime() - pausedSince;
    }

    private Duration untilNextLook() {
        if (pause.isZero()) {
            return scan;
        }
        Duration left = pause.minusNanos(waited());
        return left.isNegative() ? Duration.ZERO : left.compareTo(scan) < 0 ? left : scan;
    }

    /** What there is once nothing has changed for the settle period, or when that has not come for long. */
    private DirectorySnapshot settled(DirectorySnapshot first) throws InterruptedException {
        DirectorySnapshot seen = first;
        for (int period = 0; period < MOST_SETTLE_PERIODS; period++) {
            boolean signalled = rest();
            DirectorySnapshot next = snapshot(seen);
            boolean resting = !signalled && next.looksLike(seen);
            seen = next;
            if (resting) {
                break;
            }
        }
        return seen;
    }

    /** Lets the whole settle period pass; whether a signal came in it. */
    private boolean rest() throws InterruptedException {
        long end = System.nanoTime() + settle.toNanos();
        boolean signalled = false;
        for (long left = settle.toNanos(); left > 0; left = end - System.nanoTime()) {
            signalled |= signals.await(Duration.ofNanos(left));
        }
        return signalled;
    }

    private DirectorySnapshot snapshot(DirectorySnapshot before) {
        DirectorySnapshot snapshot = DirectorySnapshot.of(root, before, clock.instant());
        signals.watch(snapshot.directories());
        return snapshot;
    }

    @SuppressWarnings("CatchThrowable") // an exhausted memory too costs this change and not those to come
    private boolean act() {
        try {
            return onChange.getAsBoolean();
        } catch (Throwable e) {
            LOG.atError().setCause(e).addKeyValue("directory", root).log("a change of the rules could not be taken up");
            return false;
        }
    }

    /** Ends watching. What is being done about a change is ended first, for a while. */
    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }

    /**
     * Ends watching: nothing more is done about a change. What is being done about one is waited for, at most for
     * {@code atMost}; that can be done again.
     */
    public void close(Duration atMost) {
        try {
            signals.close();
            thread.join(Math.max(1, atMost.toMillis())); // 0 would be for ever
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the watch could not be closed");
        }
    }
}
