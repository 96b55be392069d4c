package io.drover.engine.drl;

/** Ends the reading of one condition or consequence at its first fault; the others are read on. */
final class FaultException extends Exception {

    private final transient Fault fault;

    FaultException(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
