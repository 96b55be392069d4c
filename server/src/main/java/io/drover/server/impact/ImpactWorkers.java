package io.drover.server.impact;

import io.drover.engine.impact.ImpactTally;
import io.drover.server.impact.RequestSource.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Threads that count requests, some at a time, each stretch in a tally of its own; the tallies are added up. What comes of it does
 * not depend on who counts what. Requests are given, and the result is taken, by one thread, which waits while too many are
 * under way.
 */
final class ImpactWorkers implements AutoCloseable {

    private static final int STRETCH = 64;
    private static final int STRETCHES_A_WORKER = 4;
    private static final int PROGRESS_EVERY = 10_000;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final BiConsumer<Item, ImpactTally> counter;
    private final LongConsumer progress;
    private final int mostExamples;
    private final int mostStretches;
    private final ExecutorService threads;
    private final Semaphore room;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Guarded by itself, as is {@code done}. */
    private final ImpactTally total;

    private long done;
    private List<Item> stretch = new ArrayList<>(STRETCH);

    /** Threads in which {@code counter} counts a request in a tally. */
    ImpactWorkers(ImpactRun.Options options, BiConsumer<Item, ImpactTally> counter, LongConsumer progress) {
        this.counter = counter;
        this.progress = progress;
        this.mostExamples = options.examples();
        this.total = new ImpactTally(mostExamples);
        this.mostStretches = options.workers() * STRETCHES_A_WORKER;
        this.room = new Semaphore(mostStretches);
        this.threads = Executors.newFixedThreadPool(options.workers(), work -> {
            Thread thread = new Thread(work, "impact-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void add(Item item) {
        stretch.add(item);
        if (stretch.size() == STRETCH) {
            hand();
        }
    }

    /** What was counted, once all of it is. */
    ImpactTally end() {
        hand();
        room.acquireUninterruptibly(mostStretches);
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("requests cannot be counted", thrown);
        }
        synchronized (total) {
            return total;
        }
    }

    private void hand() {
        List<Item> items = stretch;
        stretch = new ArrayList<>(STRETCH);
        room.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                count(items);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
    }

    private void count(List<Item> items) {
        ImpactTally tally = new ImpactTally(mostExamples);
        items.forEach(item -> counter.accept(item, tally));
        synchronized (total) {
            total.add(tally);
            long before = done / PROGRESS_EVERY;
            done += items.size();
            if (done / PROGRESS_EVERY > before) {
                progress.accept(done);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
