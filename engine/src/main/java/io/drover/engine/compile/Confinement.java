package io.drover.engine.compile;

/**
 * How generated code is kept in bounds. Packs are confined wholly; to leave a part away is for tests, which prove that each of
 * them holds by itself, and for measurements of what they cost.
 *
 * @param scan whether code is held against the allow-list before it is loaded
 * @param fuel whether it is made to count its work
 * @param strictLoader whether it is loaded where it can see nothing but what rules need
 */
record Confinement(boolean scan, boolean fuel, boolean strictLoader) {

    static final Confinement WHOLE = new Confinement(true, true, true);
}
