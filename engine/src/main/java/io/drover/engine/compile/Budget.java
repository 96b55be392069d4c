package io.drover.engine.compile;

/** What is left of the firings and insertions of one decision, over all packs. Not thread-safe. */
public final class Budget {

    private final Runnable deadline;
    private int firings;
    private int insertions;

    /**
     * A budget of so many firings and insertions.
     *
     * @param deadline throws once the time for the decision is over; asked before every firing
     */
    public Budget(int firings, int insertions, Runnable deadline) {
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
