package io.drover.server.git;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a git repository again and again, in a thread of its own; less often while it cannot be reached. Opened, started and closed by
 * one thread at a time each.
 */
public final class GitPoller {

    private static final Logger LOG = LoggerFactory.getLogger(GitPoller.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final GitSource source;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    public GitPoller(GitSource source) {
        this.source = source;
    }

    /**
     * Takes up what was read before the server was stopped. Where that is nothing, the repository is looked at now, unless the server
     * {@code canServe} all the same.
     */
    public void open(boolean canServe) {
        source.open();
        if (source.state().read() == null && !canServe) {
            source.look();
        }
    }

    /**
     * Begins to look.
     *
     * @param onChange is called when a commit was read, and again later where it answers that it was not dealt with
     */
    public void start(BooleanSupplier onChange) {
        Thread started = new Thread(() -> run(onChange), "drover-git");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void run(BooleanSupplier onChange) {
        boolean isDue = false;
        int failures = 0;
        try {
            do {
                GitSource.Outcome outcome = look();
                failures = outcome == GitSource.Outcome.FAILED ? failures + 1 : 0;
                if (outcome == GitSource.Outcome.NEWS || isDue) {
                    isDue = !act(onChange);
                    source.tidy();
                }
            } while (!closed.await(pause(source.config().poll(), failures).toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchThrowable") // an exhausted memory too costs this look and not those to come
    private GitSource.Outcome look() {
        try {
            return source.look();
        } catch (Throwable e) {
            LOG.atError().setCause(e).log("looking at the git repository failed");
            return GitSource.Outcome.FAILED;
        }
    }

    @SuppressWarnings("CatchThrowable")
    private static boolean act(BooleanSupplier onChange) {
        try {
            return onChange.getAsBoolean();
        } catch (Throwable e) {
            LOG.atError().setCause(e).log("a commit could not be taken up");
            return false;
        }
    }

    /** How long to wait after so many failures, one after the other. */
    static Duration pause(Duration poll, int failures) {
        Duration pause = poll;
        for (int i = 0; i < failures && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration longest = poll.compareTo(LONGEST_PAUSE) > 0 ? poll : LONGEST_PAUSE;
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** Ends looking; what goes on is waited for, at most for {@code atMost}; that can be done again. */
    public void close(Duration atMost) throws InterruptedException {
        source.close();
        closed.countDown();
        Thread running = thread;
        if (running != null) {
            running.join(Math.max(1, atMost.toMillis())); // 0 would be for ever
        }
    }
}
