package io.drover.engine.decide;

import io.drover.model.decision.Decision;
import java.util.SortedSet;

/**
 * A decision and the rules behind it.
 *
 * @param decision with its explanation
 * @param firedRules names of the rules that justify something that stands at the end, over all packs
 */
public record DecisionTrace(Decision decision, SortedSet<String> firedRules) {}
