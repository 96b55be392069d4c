package io.drover.engine.sandbox;

/** Generated code knows it as {@code java.util.regex.Matcher}. */
public final class FuelledMatcher {

    private final FuelledPattern pattern;
    private final CharSequence text;

    FuelledMatcher(FuelledPattern pattern, CharSequence text) {
        this.pattern = pattern;
        this.text = text;
    }

    /** Whether the pattern matches the whole text. */
    public boolean matches() {
        return pattern.matches(text);
    }
}
