package io.drover.model.decision;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps as the parts of a decision keep them: in the order of their keys, and not changed by anybody. */
final class SortedCopy {

    private SortedCopy() {}

    /** A copy of {@code map}, whose values may be null; an empty one takes no room. */
    static <V> SortedMap<String, V> of(Map<String, V> map) {
        return map.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
