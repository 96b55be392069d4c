package io.drover.engine.sandbox;

/**
 * Bounds the work of a decision by counting it. The calls that count are put into generated code before it is loaded; no pack
 * can contain any itself. The same facts use the same fuel, however fast the machine is and whatever session they are in.
 *
 * <p>The counter is one of the thread, as an evaluation is the work of one thread. A thread that has not been supplied has
 * fuel without end.
 */
public final class Fuel {

    /** What a pair of facts costs that joins and so stays in memory; one that does not costs 1. */
    static final int PARTIAL_MATCH = 16;

    /** How much may be burnt between two looks at the deadline. */
    private static final long STRIDE = 1 << 12;

    /** More than any supply; what is left never runs from below zero to above it. */
    private static final long MOST_AT_ONCE = 1L << 50;

    private static final ThreadLocal<Tank> TANK = ThreadLocal.withInitial(Tank::new);

    private Fuel() {}

    private static void noDeadline() {
        // There is none.
    }

    private static final class Tank {

        private long left = Long.MAX_VALUE;
        private long nextLook = Long.MIN_VALUE;
        private Runnable deadline = Fuel::noDeadline;

        void burn(long amount) {
            left -= amount;
            if (left < nextLook) {
                look();
            }
        }

        private void look() {
            if (left < 0) {
                left = -1;
                throw new OutOfFuelException();
            }
            nextLook = Math.max(left - STRIDE, 0);
            deadline.run();
        }
    }

    /**
     * Supplies this thread with {@code amount} until {@link #drain}.
     *
     * @param deadline throws once the time is over; asked now and then
     */
    public static void supply(long amount, Runnable deadline) {
        Tank tank = TANK.get();
        tank.left = amount;
        tank.nextLook = Math.max(amount - STRIDE, 0);
        tank.deadline = deadline;
    }

    /** Takes back what is left, at least 0. */
    public static long drain() {
        Tank tank = TANK.get();
        long left = Math.max(tank.left, 0);
        tank.left = Long.MAX_VALUE;
        tank.nextLook = Long.MIN_VALUE;
        tank.deadline = Fuel::noDeadline;
        return left;
    }

    /** Called by generated code at the beginning of each method and before each jump backwards. */
    public static void burn() {
        Tank tank = TANK.get();
        if (--tank.left < tank.nextLook) {
            tank.look();
        }
    }

    /** Burns {@code steps}, not negative, for what follows and counts nothing itself. Without effect on a thread without a supply. */
    public static void burnSteps(long steps) {
        TANK.get().burn(Math.min(steps, MOST_AT_ONCE));
    }

    /** Called by generated code before it makes an array of {@code length}. */
    public static void burn(int length) {
        TANK.get().burn(length);
    }

    /** Called by generated code with a {@code text} that it has put together. */
    public static void burn(String text) {
        TANK.get().burn(text.length());
    }

    /** Called by generated code with the answer to whether a fact joins others. */
    public static void burnJoined(boolean joined) {
        if (joined) {
            TANK.get().burn(PARTIAL_MATCH);
        }
    }
}
