package io.drover.engine.rfm;

import java.math.BigDecimal;

/** One way to write each decimal number, so that equal numbers are equal values and equal text. */
final class Decimals {

    private Decimals() {}

    /** The number without trailing zeros after the point and without an exponent. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Whether the number is of a size that amounts, counts and days have; others could fill the memory as plain text. */
    static boolean isOrdinary(BigDecimal value) {
        return value.precision() <= 30 && Math.abs(value.scale()) <= 30;
    }
}
