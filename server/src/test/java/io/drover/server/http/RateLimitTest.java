package io.drover.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void take_moreThanAFewSecondsBring_hasToWait() {
        RateLimit limit = new RateLimit(2, nanos::get);
        for (int i = 0; i < 6; i++) {
            assertThat(limit.take("a")).isZero();
        }

        assertThat(limit.take("a")).isEqualTo(Duration.ofMillis(500));
        assertThat(limit.take("b")).as("another caller").isZero();

        nanos.addAndGet(500_000_000);
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void take_noLimit_never() {
        RateLimit limit = new RateLimit(0, nanos::get);
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.take("a")).isZero();
        }
    }
}
