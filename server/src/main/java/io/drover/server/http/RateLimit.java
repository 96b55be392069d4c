package io.drover.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests each caller may still send. A caller has a bucket that fills at the allowed rate, up to what a few
 * seconds bring; a request takes one out. Of callers beyond {@link #MAX_CALLERS} those not seen for long are forgotten, and
 * begin anew with a full bucket. Thread-safe.
 */
final class RateLimit {

    private static final int MAX_CALLERS = 10_000;
    private static final double BURST_SECONDS = 3;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets;

    /**
     * A limit.
     *
     * @param perSecond on average; 0: no limit
     */
    RateLimit(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterAccess(Duration.ofMinutes(1)) // a bucket is full again long before
                .build();
    }

    /** Whether there is a limit at all. */
    boolean isLimited() {
        return perSecond > 0;
    }

    /** Takes one request of {@code caller}; zero, or how long it has to wait for the next one. */
    Duration take(String caller) {
        return perSecond == 0
                ? Duration.ZERO
                : buckets.get(caller, added -> new Bucket()).take();
    }

    private final class Bucket {

        private double content = perSecond * BURST_SECONDS;
        private long filledAt = nanoTime.getAsLong();

        private synchronized Duration take() {
            long now = nanoTime.getAsLong();
            content = Math.min(perSecond * BURST_SECONDS, content + (now - filledAt) / NANOS * perSecond);
            filledAt = now;
            if (content >= 1) {
                content--;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((1 - content) / perSecond * NANOS));
        }
    }
}
