package io.drover.engine.drl;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that an unknown one was meant to be. */
final class Nearest {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Nearest() {}

    /** The name of {@code known} with the fewest letters to change, if they are few; letter case does not count. */
    static Optional<String> to(String unknown, Collection<String> known) {
        String lower = unknown.toLowerCase(Locale.ROOT);
        if (lower.length() > 100) {
            return Optional.empty();
        }
        int most = (lower.length() + 2) / 3;
        return known.stream()
                .filter(name -> distance(lower, name) <= most)
                .min(Comparator.comparingInt((String name) -> distance(lower, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The question after the nearest known name, else {@code otherwise}. */
    static String didYouMean(String unknown, Collection<String> known, String otherwise) {
        return to(unknown, known).map(name -> "Did you mean \"" + name + "\"?").orElse(otherwise);
    }

    private static int distance(String lower, String name) {
        return DISTANCE.apply(lower, name.toLowerCase(Locale.ROOT));
    }
}
