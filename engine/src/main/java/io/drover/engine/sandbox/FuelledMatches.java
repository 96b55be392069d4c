package io.drover.engine.sandbox;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.drools.model.functions.Operator;
import org.jspecify.annotations.Nullable;

/**
 * The operator {@code matches} with a threshold, in place of the one of Drools, which generated code asks for. Patterns are
 * kept between decisions; there are no more of them than thresholds, but previews may try others.
 */
public final class FuelledMatches implements Operator.SingleValue<String, String> {

    private static final long serialVersionUID = 1;

    /** The one that generated code refers to. */
    public static final FuelledMatches INSTANCE = new FuelledMatches();

    private static final int MOST_PATTERNS = 1_000;

    private final transient LoadingCache<String, FuelledPattern> patterns =
            Caffeine.newBuilder().maximumSize(MOST_PATTERNS).build(FuelledPattern::compile);

    private FuelledMatches() {}

    @Override
    public boolean eval(@Nullable String text, String regex) {
        return text != null && patterns.get(regex).matches(text);
    }

    @Override
    public String getOperatorName() {
        return "matches";
    }
}
