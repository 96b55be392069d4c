package io.drover.engine.rfm;

import java.util.List;

/** A text that is no cut table, and everything wrong with it. */
public final class BadCutTableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<CutTableFault> faults;

    /** An exception for {@code faults}, of which there is at least one. */
    public BadCutTableException(List<CutTableFault> faults) {
        super(faults.get(0).message());
        this.faults = List.copyOf(faults);
    }

    /** In the order in which they were found. */
    public List<CutTableFault> faults() {
        return faults;
    }
}
