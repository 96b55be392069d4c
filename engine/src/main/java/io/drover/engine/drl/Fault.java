package io.drover.engine.drl;

/**
 * Something wrong at an offset of a rule file, before it is known to which rule it belongs.
 *
 * @param message one sentence that says what is wrong
 * @param remedy one sentence that says what to do about it
 */
record Fault(int offset, String code, String message, String remedy) {

    /** The rule text is not of the expected form. */
    static final String SYNTAX = "syntax-error";

    static Fault syntax(int offset, String message, String remedy) {
        return new Fault(offset, SYNTAX, message, remedy);
    }
}
