package io.drover.server.activation;

import io.drover.engine.pack.PackProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scenarios for which there was no time before their pack began to serve, so that they hold up nothing: the next
 * attempt interrupts them, and they go on behind it.
 *
 * <p>Thread-safe. At most one thread runs scenarios, and only while there are some to run.
 */
final class LeftoverScenarios {

    /** Is told what came of the scenarios of a pack, in the thread that ran them. */
    interface Listener {
        void ran(String pack, Rehearsal.Run run, List<PackProblem> problems);
    }

    /** How long those of one pack may take. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** The scenarios of some packs, until it is stopped. */
    private record Batch(Map<String, Rehearsal.Run> runs, AtomicBoolean stopped) {

        void run(Listener listener) {
            runs.forEach((pack, run) -> {
                if (!stopped.get()) {
                    run.goOn(LONGEST, stopped::get);
                    if (run.isDone() || !stopped.get()) {
                        listener.ran(pack, run, run.problems());
                    }
                }
            });
        }
    }

    private final Executor executor;
    private @Nullable Batch batch;

    /** Scenarios that are run by {@code executor}, one batch after the other. */
    LeftoverScenarios(Executor executor) {
        this.executor = executor;
    }

    /** An executor with one thread, which ends when it has nothing to do. */
    static Executor oneThread() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "scenarios");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Has {@code runs}, by pack, go on. Nobody else uses them from now on. */
    synchronized void goOn(Map<String, Rehearsal.Run> runs, Listener listener) {
        interrupt();
        if (!runs.isEmpty()) {
            Batch next = new Batch(Map.copyOf(runs), new AtomicBoolean());
            batch = next;
            executor.execute(() -> next.run(listener));
        }
    }

    /** Begins no more scenarios; the one that is running ends. */
    synchronized void interrupt() {
        if (batch != null) {
            batch.stopped().set(true);
            batch = null;
        }
    }
}
