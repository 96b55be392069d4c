package io.drover.engine.rfm;

/**
 * One thing wrong with a cut table, or with what one is to be computed by.
 *
 * @param pointer where, as a JSON pointer from the table
 * @param line of a file, from 1
 * @param column from 1
 * @param code for programs, as in violations of requests
 * @param message one sentence that says to an analyst what is wrong
 * @param remedy one sentence that says what to do about it
 */
public record CutTableFault(String pointer, int line, int column, String code, String message, String remedy) {}
