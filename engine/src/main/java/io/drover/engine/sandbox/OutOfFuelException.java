package io.drover.engine.sandbox;

/** The work of a decision has used up its fuel. Made without a stack trace, since it can be thrown many times over. */
public final class OutOfFuelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OutOfFuelException() {
        super("out of fuel", null, false, false);
    }
}
