package io.drover.engine.compile;

import io.drover.engine.sandbox.Fuel;
import java.util.function.Supplier;

/** What is left of the firings, insertions and fuel of one decision, over all packs. Not thread-safe. */
public final class Budget {

    private final Runnable deadline;
    private int firings;
    private int insertions;
    private long fuel;

    /**
     * A budget of so many firings, insertions and steps of evaluation.
     *
     * @param deadline throws once the time for the decision is over; asked before every firing, and now and then between
     */
    public Budget(int firings, int insertions, long fuel, Runnable deadline) {
        this.fuel = fuel;
        this.firings = firings;
        this.insertions = insertions;
        this.deadline = deadline;
    }

    /** Thrown to leave a session whose rules do not come to rest; never leaves this package. */
    static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ExhaustedException(String message) {
            super(message);
        }
    }

    /** How many firings are left. */
    public int firingsLeft() {
        return firings;
    }

    /** How much fuel is left. */
    public long fuelLeft() {
        return fuel;
    }

    /** What {@code evaluation} makes of the fuel that is left, on this thread. */
    <T> T fuelled(Supplier<T> evaluation) {
        Fuel.supply(fuel, deadline);
        try {
            return evaluation.get();
        } finally {
            fuel = Fuel.drain();
        }
    }

    void spendFiring() {
        deadline.run();
        if (firings-- <= 0) {
            throw new ExhaustedException("does not come to rest: it is still firing when all firings are used up.");
        }
    }

    void spendInsertion() {
        if (insertions-- <= 0) {
            throw new ExhaustedException(
                    "does not come to rest: it is still concluding when all insertions are used up.");
        }
    }

    void checkDeadline() {
        deadline.run();
    }
}
