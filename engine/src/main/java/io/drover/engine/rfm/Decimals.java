package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Which decimal numbers are taken. A sum, an average or a quantile of ordinary numbers is an ordinary cut, so that a table that was
 * computed can always be read again.
 */
public final class Decimals {

    /** Before the decimal point, and after it. */
    public static final int MOST_DIGITS = 30;

    /** A sum has ten digits more in front, a quantile eight more behind: those of its probability. */
    private static final int MOST_DIGITS_OF_CUTS = 80;

    /** Stands for a number whose exponent no decimal can have; it is refused like all that are too long to write out. */
    private static final BigDecimal BEYOND_DECIMALS = BigDecimal.valueOf(1, Integer.MIN_VALUE);

    private Decimals() {}

    /** The number that {@code parser} is at; one that is neither ordinary nor an ordinary cut where no decimal can hold it. */
    public static BigDecimal read(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            return BEYOND_DECIMALS;
        }
    }

    /** Whether the number is of a size that amounts, counts and days have; others could fill the memory as plain text. */
    public static boolean isOrdinary(BigDecimal value) {
        return value.scale() <= MOST_DIGITS && (long) value.precision() - value.scale() <= MOST_DIGITS;
    }

    /** Whether the number is of a size that cuts of ordinary numbers have. */
    static boolean isOrdinaryCut(BigDecimal value) {
        return value.precision() <= MOST_DIGITS_OF_CUTS
                && value.scale() <= MOST_DIGITS_OF_CUTS
                && value.scale() >= -MOST_DIGITS_OF_CUTS;
    }
}
