package io.drover.engine.request;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers of requests: exact, short enough to be written out without an exponent, and in the form in which they are read
 * again when they have been written.
 */
final class ExactNumbers {

    private ExactNumbers() {}

    /** Whether {@code number}, written without an exponent, is no longer than a number may be. */
    static boolean isShort(BigDecimal number) {
        return number.scale() <= DecisionJson.MAX_DIGITS
                && (long) number.precision() - number.scale() <= DecisionJson.MAX_DIGITS;
    }

    /** The same number without a negative scale: 1E+3 is 1000. */
    static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** The same number in the type an open map holds it in: a whole one as an Integer, Long or BigInteger. */
    static Number open(BigDecimal number) {
        return number.scale() <= 0 ? open(number.toBigIntegerExact()) : number;
    }

    private static Number open(BigInteger number) {
        if (number.bitLength() >= Long.SIZE) {
            return number;
        }
        long value = number.longValueExact();
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }
}
