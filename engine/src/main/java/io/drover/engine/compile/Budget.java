package io.drover.engine.compile;

import io.drover.engine.sandbox.Fuel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is left of the firings, insertions and fuel of one decision, over all packs. Not thread-safe. */
public final class Budget {

    /** In characters: what a decision may carry of texts that rules put into it, and of their explanation. */
    private static final long MOST_TEXT = 4_000_000;

    private final Runnable deadline;
    private long text = MOST_TEXT;
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

        private final @Nullable String rule;

        ExhaustedException(String message) {
            this(null, message);
        }

        ExhaustedException(@Nullable String rule, String message) {
            super(message);
            this.rule = rule;
        }

        /** What used it up; null where that is the rule at work. */
        @Nullable
        String rule() {
            return rule;
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

    /** Spends what a value of {@code taxonomy} takes, for the subject or a contact: what a conclusion of a rule does. */
    void spendClassification(String taxonomy, @Nullable String contactId) {
        deadline.run();
        if (insertions-- <= 0) {
            throw new ExhaustedException(
                    "taxonomy " + taxonomy, "has more values to conclude than insertions are left.");
        }
        if (!spendLength(contactId)) {
            throw tooMuchText("taxonomy " + taxonomy);
        }
    }

    /** Spends the length of {@code value}, which {@code rule} puts into the decision; null is the rule at work. */
    void spendText(@Nullable String rule, @Nullable Object value) {
        if (!spendLength(value)) {
            throw tooMuchText(rule);
        }
    }

    /** Whether there was room for {@code value}. */
    private boolean spendLength(@Nullable Object value) {
        text -= length(value);
        return text >= 0;
    }

    private static ExhaustedException tooMuchText(@Nullable String rule) {
        return new ExhaustedException(rule, "puts more text into the decision than " + MOST_TEXT + " characters.");
    }

    private static long length(@Nullable Object value) {
        if (value instanceof CharSequence characters) {
            return characters.length();
        }
        if (value instanceof Iterable<?> list) {
            long length = 0;
            for (Object each : list) {
                length += 1 + length(each);
            }
            return length;
        }
        return 1;
    }

    void checkDeadline() {
        deadline.run();
    }
}
