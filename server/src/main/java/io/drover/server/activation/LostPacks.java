package io.drover.server.activation;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import java.util.Collection;
import java.util.TreeSet;

/** What is said of packs whose kept files are not what they were, so that they do not serve. */
final class LostPacks {

    /** What is to be said where the policy may be among them. */
    static final String POLICY = " Without the policy nothing would be withheld, so nothing serves.";

    private LostPacks() {}

    /** Of {@code packs}, by name. */
    static String sentence(Collection<String> packs) {
        return "The kept files of " + String.join(", ", new TreeSet<>(packs))
                + " are missing or damaged in the data directory; put them back and start the server again, or activate"
                + " another revision.";
    }

    /** Of the revision that should serve. */
    static PackProblem problem(String revision) {
        return PackProblem.of(
                Severity.ERROR,
                Place.whole("pack.yaml"),
                null,
                "revision-lost",
                "The pack does not serve: the kept files of its revision " + revision
                        + " are missing or damaged in the data directory.",
                "Put them back and start the server again, or activate another revision.");
    }
}
