package io.drover.engine.sandbox;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;

/**
 * A regular expression, which generated code knows as {@code java.util.regex.Pattern}. It is matched by an automaton, in time
 * that grows with the text and the pattern and never faster, and what it takes is paid for in advance.
 */
public final class FuelledPattern {

    private static final int LONGEST = 1_000;
    private static final int MOST_PARTS = 10_000;
    private static final int STEPS_AT_EACH_CHARACTER = 4;
    private static final int PARTS_A_STEP = 2;

    /** No pattern that somebody wrote for a reason has more parts at work at once; each beyond costs more. */
    private static final int MANY_PARTS = 100;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{([0-9]{1,6})(?:,([0-9]{0,6}))?}");

    private final Pattern pattern;
    private final int parts;
    private final int cost;

    private FuelledPattern(Pattern pattern) {
        this.pattern = pattern;
        this.parts = pattern.programSize();
        this.cost = STEPS_AT_EACH_CHARACTER + parts / PARTS_A_STEP + Math.max(0, parts - MANY_PARTS);
    }

    /** How large it is. */
    int parts() {
        return parts;
    }

    /**
     * The pattern that {@code regex} is.
     *
     * @throws IllegalArgumentException if it is none, or too large a one; the message is for its author
     */
    public static FuelledPattern compile(String regex) {
        if (regex.length() > LONGEST || repetitions(regex) > MOST_PARTS) {
            throw tooLarge();
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.programSize() > MOST_PARTS) {
                throw tooLarge();
            }
            return new FuelledPattern(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("The text behind matches is no regular expression.", e);
        }
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException("The regular expression behind matches is too large.");
    }

    /** As if all counted repetitions stood within each other, for then their parts multiply. */
    private static double repetitions(String regex) {
        return REPETITION
                .matcher(regex)
                .results()
                .mapToDouble(FuelledPattern::most)
                .reduce(1, (a, b) -> a * b);
    }

    private static double most(MatchResult repetition) {
        String upper = repetition.group(2);
        return Math.max(1, Integer.parseInt(upper == null || upper.isEmpty() ? repetition.group(1) : upper));
    }

    public FuelledMatcher matcher(CharSequence text) {
        return new FuelledMatcher(this, text);
    }

    /** Costs the same whether the pattern was just compiled or is an old one. */
    boolean matches(CharSequence text) {
        Fuel.burnSteps(parts + (1L + text.length()) * cost);
        return pattern.matcher(text).matches();
    }
}
