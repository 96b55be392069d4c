package io.drover.engine.decide;

import io.drover.model.decision.Decision;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A decision and the rules behind it.
 *
 * @param decision with its explanation
 * @param firedByPack for each pack that decided, the names of its rules that justify something that stands at the end
 */
public record DecisionTrace(Decision decision, SortedMap<String, SortedSet<String>> firedByPack) {

    /** The rules of {@code pack} that fired; none if it did not decide. Another pack may have rules of the same names. */
    public SortedSet<String> firedRules(String pack) {
        return firedByPack.getOrDefault(pack, Collections.emptySortedSet());
    }

    /** The names of the rules that fired, over all packs. */
    public SortedSet<String> firedRules() {
        NavigableSet<String> all = new TreeSet<>();
        firedByPack.values().forEach(all::addAll);
        return all;
    }
}
