package io.drover.engine.drl;

import io.drover.engine.pack.Place;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the text of one rule says, as far as checking, ordering and explaining it needs.
 *
 * @param file the {@link io.drover.engine.pack.RuleFile#path} it stands in
 * @param line of the word {@code rule} in the DRL, from 1
 * @param place where its author finds it
 * @param says what {@code @says} states; null without it
 * @param reads the names its conditions read
 * @param concludes the names its consequence concludes
 * @param thresholds the constants of {@code T} it uses, such as INTENT_WINDOW
 * @param use what it needs of a request and gives to an answer
 * @param body its conditions and conclusions
 */
public record ParsedRule(
        String name,
        String file,
        int line,
        Place place,
        @Nullable String says,
        SortedSet<ConclusionName> reads,
        SortedSet<ConclusionName> concludes,
        SortedSet<String> thresholds,
        RuleUse use,
        RuleBody body) {

    public ParsedRule {
        reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
        concludes = Collections.unmodifiableSortedSet(new TreeSet<>(concludes));
        thresholds = Collections.unmodifiableSortedSet(new TreeSet<>(thresholds));
    }
}
