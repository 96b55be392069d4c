package io.drover.server;

import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.decide.Ticker;
import java.time.Duration;

/** An engine whose limits are those of a server but for the time: no test is to fail because its machine is slow. */
public final class PatientEngine {

    private PatientEngine() {}

    /** A new one. */
    public static DecisionEngine create() {
        return create(System::nanoTime);
    }

    /** A new one that reads the time from {@code ticker}. */
    public static DecisionEngine create(Ticker ticker) {
        return new DecisionEngine(Limits.defaults().withDeadline(Duration.ofDays(1)), ticker);
    }
}
