package io.drover.engine.sandbox;

/** What it costs to look for one text in another, which may have to be compared at each of its characters. */
final class TextSearch {

    /** How many characters a machine compares in about the time of one step. */
    static final int AT_ONCE = 16;

    private TextSearch() {}

    /** The steps for a text of {@code length}, in which one of {@code sought} characters is looked for; no fewer than it may take. */
    static long steps(int length, int sought) {
        return (long) length * (1 + sought / 4) / AT_ONCE + sought;
    }
}
