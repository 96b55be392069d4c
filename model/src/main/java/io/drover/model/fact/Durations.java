package io.drover.model.fact;

import java.time.DateTimeException;
import java.time.Duration;

/**
 * Durations as rules and packs write them: a whole number and a unit, {@code 7d}, {@code 24h}, {@code 30m}, {@code 5s}. Rules
 * have them read at every question about time, so they are read by hand.
 */
public final class Durations {

    private static final int MAX_DIGITS = 7;

    private Durations() {}

    /**
     * The duration {@code text} names; a day is 24 hours.
     *
     * @throws DateTimeException if the text is not of the form {@code <n>d|h|m|s}
     */
    public static Duration parse(String text) {
        int digits = text.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS) {
            throw noDuration(text);
        }
        long amount = 0;
        for (int i = 0; i < digits; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw noDuration(text);
            }
            amount = amount * 10 + digit - '0';
        }
        return switch (text.charAt(digits)) {
            case 'd' -> Duration.ofDays(amount);
            case 'h' -> Duration.ofHours(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 's' -> Duration.ofSeconds(amount);
            default -> throw noDuration(text);
        };
    }

    /** Whether {@code text} names a duration. */
    public static boolean isDuration(String text) {
        try {
            parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The text that names {@code duration}, which is of whole seconds, in the largest unit that does. */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % Duration.ofDays(1).toSeconds() == 0) {
            return duration.toDays() + "d";
        }
        if (seconds % Duration.ofHours(1).toSeconds() == 0) {
            return duration.toHours() + "h";
        }
        return seconds % 60 == 0 ? duration.toMinutes() + "m" : seconds + "s";
    }

    private static DateTimeException noDuration(String text) {
        return new DateTimeException("not a duration: \"" + text + "\"; write a number and d, h, m or s, as in 7d");
    }
}
