package io.drover.engine.failure;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name that somebody who wrote an unknown one most likely meant. */
public final class NearestName {

    private NearestName() {}

    /** The name of {@code known} nearest to {@code given}, if any is near: case aside, at most a third of it differs. */
    public static Optional<String> of(String given, Collection<String> known) {
        String folded = given.toLowerCase(Locale.ROOT);
        int farthest = Math.max(1, given.length() / 3);
        LevenshteinDistance distance = new LevenshteinDistance(farthest);
        String nearest = null;
        int least = farthest + 1;
        for (String name : new TreeSet<>(known)) {
            int edits = distance.apply(folded, name.toLowerCase(Locale.ROOT));
            if (edits >= 0 && edits < least) {
                nearest = name;
                least = edits;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * What to do about an unknown name, as a sentence: {@code Did you mean "employees"?}, or, where nothing known is near,
     * {@code otherwise} and the known names.
     */
    public static String remedy(String given, Collection<String> known, String otherwise) {
        return of(given, known)
                .map(name -> "Did you mean \"" + name + "\"?")
                .orElseGet(() -> known.isEmpty() ? otherwise + "." : otherwise + ": " + String.join(", ", known) + ".");
    }
}
