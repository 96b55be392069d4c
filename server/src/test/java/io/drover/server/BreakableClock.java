package io.drover.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;

/** The tests' clock, but that it throws while it is broken. */
final class BreakableClock extends Clock {

    private final AtomicBoolean broken;

    BreakableClock(AtomicBoolean broken) {
        this.broken = broken;
    }

    @Override
    public Instant instant() {
        if (broken.get()) {
            throw new IllegalStateException("a secret");
        }
        return TestServer.NOW;
    }

    @Override
    public ZoneId getZone() {
        return TestServer.CLOCK.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
