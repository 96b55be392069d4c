package io.drover.engine.pack;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How the points of a score are summed and reported.
 *
 * @param capPerGroupAndDay the most undecayed points that one group earns in one UTC day, but never less than the largest
 *     single contribution; null: no cap
 * @param decimals of the reported value, rounded half-even
 */
public record ScoreDefinition(String name, @Nullable BigDecimal capPerGroupAndDay, int decimals) {}
