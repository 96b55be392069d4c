package io.drover.model.fact;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as rules and packs write them: a whole number and a unit, {@code 7d}, {@code 24h}, {@code 30m}, {@code 5s}. */
public final class Durations {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})([dhms])");

    private Durations() {}

    /**
     * The duration {@code text} names; a day is 24 hours.
     *
     * @throws DateTimeException if the text is not of the form {@code <n>d|h|m|s}
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("not a duration: \"" + text + "\"; write a number and d, h, m or s, as in 7d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> Duration.ofDays(amount);
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
