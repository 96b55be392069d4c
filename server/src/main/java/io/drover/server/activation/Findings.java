package io.drover.server.activation;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is found out about the packs that serve beside what their files say: what their scenarios show, as far as they have
 * been run, and that the data directory could not keep them. Used by one thread at a time.
 */
final class Findings {

    private final Map<String, List<PackProblem>> ofScenarios = new HashMap<>();
    private final Map<String, PackProblem> notKept = new HashMap<>();

    /** The scenarios that are still to be run, by pack. */
    private final Map<String, Rehearsal.Run> unfinished = new HashMap<>();

    /** As they are of {@code packs}; what is added to either is not added to the other. */
    Findings of(Set<String> packs) {
        Findings copy = new Findings();
        copy.ofScenarios.putAll(ofScenarios);
        copy.notKept.putAll(notKept);
        copy.unfinished.putAll(unfinished);
        copy.ofScenarios.keySet().retainAll(packs);
        copy.notKept.keySet().retainAll(packs);
        copy.unfinished.keySet().retainAll(packs);
        return copy;
    }

    List<PackProblem> of(String pack) {
        List<PackProblem> problems = new ArrayList<>(ofScenarios.getOrDefault(pack, List.of()));
        PackProblem lost = notKept.get(pack);
        if (lost != null) {
            problems.add(lost);
        }
        return problems;
    }

    /** Adds what a new revision of {@code pack} shows in {@code run}, in place of what the one before showed. */
    void begin(String pack, Rehearsal.Run run) {
        ofScenarios.put(pack, run.problems());
        unfinished.remove(pack);
        if (!run.isDone()) {
            unfinished.put(pack, run);
        }
    }

    /** Another revision of {@code pack} serves, of which nothing is known. */
    void forget(String pack) {
        ofScenarios.remove(pack);
        unfinished.remove(pack);
    }

    /** Adds what {@code run} showed in the end; false, and nothing is added, if it is of a revision that is gone. */
    boolean end(String pack, Rehearsal.Run run, List<PackProblem> problems) {
        if (!unfinished.remove(pack, run)) {
            return false;
        }
        ofScenarios.put(pack, List.copyOf(problems));
        return true;
    }

    Map<String, Rehearsal.Run> unfinished() {
        return Map.copyOf(unfinished);
    }

    /** New revisions of {@code packs} are not kept, because of {@code reason}. */
    void notKept(Collection<String> packs, String reason) {
        PackProblem problem = PackProblem.of(
                Severity.WARNING,
                Place.whole("pack.yaml"),
                null,
                "not-kept",
                reason,
                "Have an operator look at the data directory and its disk; the server tries again by itself.");
        packs.forEach(pack -> notKept.put(pack, problem));
    }

    /** All that serves is kept. */
    void kept() {
        notKept.clear();
    }
}
