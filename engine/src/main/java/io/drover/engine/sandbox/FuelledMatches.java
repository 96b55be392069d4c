package io.drover.engine.sandbox;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.drools.model.functions.Operator;
import org.jspecify.annotations.Nullable;

/**
 * The operator {@code matches} with a threshold, in place of the one of Drools, which generated code asks for. Patterns are
 * kept between decisions, those of all packs together, and no more than have room.
 */
public final class FuelledMatches implements Operator.SingleValue<String, String> {

    private static final long serialVersionUID = 1;

    /** The one that generated code refers to. */
    public static final FuelledMatches INSTANCE = new FuelledMatches();

    /** About 25 MB of memory. */
    private static final long MOST_PARTS = 500_000;

    private final transient LoadingCache<String, FuelledPattern> patterns = Caffeine.newBuilder()
            .maximumWeight(MOST_PARTS)
            .weigher((String regex, FuelledPattern pattern) -> pattern.parts() + regex.length())
            .build(FuelledPattern::compile);

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
