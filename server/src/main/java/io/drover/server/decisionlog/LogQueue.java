package io.drover.server.decisionlog;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines that wait to be written, in the order of their ids: an id is given and its line put here in one step. As many
 * wait as have room in a part of the memory, one always; what comes when there is none is dropped and counted.
 *
 * <p>Thread-safe; guarded by itself.
 */
final class LogQueue {

    /** The line of the decision {@code id}. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
    record Queued(String id, byte[] line) {

        /** What an id and its places in lists take in memory, and the heads of objects. */
        private static final int REST = 200;

        LocalDate day() {
            return DecisionIds.dayOf(id);
        }

        long memoryBytes() {
            return line.length + (long) REST;
        }
    }

    /** What is waiting is gathered for a moment, so that a busy writer makes few large appends. */
    private static final long GATHER_MILLIS = 20;

    /** How long a taker waits at most, since it has other things to do as well. */
    private static final long IDLE_MILLIS = 1_000;

    static final long MAX_WEIGHT = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

    private final DecisionIds ids = new DecisionIds();
    private List<Queued> waiting = new ArrayList<>();
    private long weight;
    private long added;
    private long done;
    private long dropped;
    private boolean hurried;
    private boolean closed;

    /** The id of a decision of this moment that gets no line. */
    synchronized String id(long nowMillis) {
        return ids.next(nowMillis);
    }

    /** Gives the decision of {@code line} its id, writes it there, and puts the line here if there is room. */
    synchronized String add(long nowMillis, byte[] line) {
        String id = ids.next(nowMillis);
        LogLine.putId(line, id);
        put(new Queued(id, line));
        return id;
    }

    private void put(Queued queued) {
        long more = queued.memoryBytes();
        if (closed || (weight > 0 && weight + more > MAX_WEIGHT)) {
            dropped++;
            return;
        }
        weight += more;
        added++;
        waiting.add(queued);
        if (waiting.size() == 1) {
            notifyAll();
        }
    }

    /** Ids come after {@code id} from now on. */
    synchronized void continueAfter(String id) {
        ids.continueAfter(id);
    }

    /**
     * Waits for lines and takes them all; sometimes there are none.
     *
     * @return empty when the queue is closed and was taken to its end
     */
    synchronized Optional<List<Queued>> take() throws InterruptedException {
        for (long end = in(IDLE_MILLIS); waiting.isEmpty() && !closed && left(end) > 0; ) {
            wait(left(end));
        }
        for (long end = in(GATHER_MILLIS); gathers() && left(end) > 0; ) {
            wait(left(end));
        }
        if (waiting.isEmpty() && closed) {
            return Optional.empty();
        }
        List<Queued> taken = waiting;
        waiting = new ArrayList<>();
        return Optional.of(taken);
    }

    private boolean gathers() {
        return !waiting.isEmpty() && !hurried && !closed && weight < MAX_WEIGHT / 4;
    }

    private static long in(long millis) {
        return System.nanoTime() + millis * 1_000_000;
    }

    private static long left(long end) {
        return (end - System.nanoTime()) / 1_000_000;
    }

    /** What was taken is done, however it went. */
    synchronized void done(List<Queued> batch) {
        batch.forEach(queued -> weight -= queued.memoryBytes());
        done += batch.size();
        notifyAll();
    }

    /** Waits until all that is here now is done; false: it was not within {@code atMost}. */
    synchronized boolean awaitDone(Duration atMost) throws InterruptedException {
        long target = added;
        long end = System.nanoTime() + atMost.toNanos();
        hurried = true;
        notifyAll();
        try {
            for (long left = end - System.nanoTime(); done < target && left > 0; left = end - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        } finally {
            hurried = false;
        }
        return done >= target;
    }

    /** From now on nothing is put here. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized long dropped() {
        return dropped;
    }

    synchronized int size() {
        return (int) (added - done);
    }
}
