package io.drover.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what comes in its own time, on however slow a machine. */
public final class Waiting {

    /** What nothing takes that comes at all. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private Waiting() {}

    /** Until {@code condition} holds. */
    public static void until(Callable<Boolean> condition) {
        until(condition, () -> "it does not hold");
    }

    /** As above; {@code otherwise} says what there is if it is waited for in vain. */
    public static void until(Callable<Boolean> condition, Supplier<String> otherwise) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + otherwise.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** What {@code look} sees as soon as that is {@code expected}. */
    public static <T> T untilSeen(Supplier<T> look, Predicate<T> expected) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.get();
        while (!expected.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain, and at last saw: " + seen);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = look.get();
        }
        return seen;
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError("what is waited for cannot be looked at", e);
        }
    }
}
