package io.drover.engine.rfm;

import java.math.BigDecimal;

/** Which decimal numbers are taken. */
final class Decimals {

    private static final int MOST_DIGITS = 30;
    /** A quantile has as many digits as the amounts and its probability together. */
    private static final int MOST_DIGITS_OF_CUTS = 80;

    private Decimals() {}

    /** Whether the number is of a size that amounts, counts and days have; others could fill the memory as plain text. */
    static boolean isOrdinary(BigDecimal value) {
        return value.precision() <= MOST_DIGITS && Math.abs(value.scale()) <= MOST_DIGITS;
    }

    /** Whether the number is of a size that cuts of ordinary numbers have. */
    static boolean isOrdinaryCut(BigDecimal value) {
        return value.precision() <= MOST_DIGITS_OF_CUTS && Math.abs(value.scale()) <= MOST_DIGITS_OF_CUTS;
    }
}
