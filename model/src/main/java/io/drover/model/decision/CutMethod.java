package io.drover.model.decision;

import java.util.Optional;
import java.util.stream.Stream;

/** How the cuts of a table came about. */
public enum CutMethod {
    /** The cuts are given, not computed. */
    FIXED("fixed", false),
    /** The type-7 quantiles of the population at the table's probabilities, plus one. */
    QUANTILE7_PLUS1("quantile7-plus1", true),
    /** The type-7 quantiles of the population at the table's probabilities. */
    QUANTILE7("quantile7", true),
    /** Five intervals of equal width over the ranks of the population, ties at the least rank. */
    MIN_RANK_EQUAL_WIDTH("min-rank-equal-width", false);

    private final String key;
    private final boolean ofProbabilities;

    CutMethod(String key, boolean ofProbabilities) {
        this.key = key;
        this.ofProbabilities = ofProbabilities;
    }

    /** As tables have it. */
    public String key() {
        return key;
    }

    /** Whether it computes one cut for each probability. */
    public boolean isOfProbabilities() {
        return ofProbabilities;
    }

    /** Whether a value equal to a cut belongs to the bin below it, not above. */
    public boolean closesBinsAbove() {
        return this == MIN_RANK_EQUAL_WIDTH;
    }

    /** The method whose key is {@code key}. */
    public static Optional<CutMethod> of(String key) {
        return Stream.of(values()).filter(method -> method.key.equals(key)).findFirst();
    }
}
