package io.drover.engine.impact;

import io.drover.engine.failure.DecisionException;
import io.drover.model.decision.Decision;
import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts subjects by how they move. What is counted does not depend on the order in which it is added, nor on how it is parted
 * into tallies that are added up. Grows with what can be decided, and not with the number of subjects. Used by one thread.
 */
public final class ImpactTally {

    /** What a pack decided about. */
    record Decider(String pack, SubjectKind kind) {}

    /** Why there is no decision by the one and the other rule set; null where there is one. */
    record Failure(@Nullable String from, @Nullable String to) {}

    private final int mostExamples;
    private final SortedMap<Aspect, SortedMap<Move, Count>> moves = new TreeMap<>();
    private final SortedMap<Aspect, Count> moved = new TreeMap<>();
    private final Map<Decider, Long> decided = new HashMap<>();
    private final Map<Decider, Long> decidedOnce = new HashMap<>();
    private final Map<Failure, Count> failures = new HashMap<>();
    private long subjects;

    /** An empty tally that remembers {@code mostExamples} subjects of each kind. */
    public ImpactTally(int mostExamples) {
        this.mostExamples = mostExamples;
    }

    /** What came of deciding by one rule set: a decision, or the reason why there is none. */
    public record Outcome(
            @Nullable Decision decision, @Nullable String failure) {

        public static Outcome of(Decision decision) {
            return new Outcome(decision, null);
        }

        /** That there is no decision, for a reason such as {@code invalid-request}. */
        public static Outcome failed(String reason) {
            return new Outcome(null, reason);
        }

        public static Outcome failed(DecisionException failure) {
            return failed(FailureReason.of(failure));
        }
    }

    /**
     * Counts one subject.
     *
     * @param position of its request; of two requests each has another
     * @param subject null: the request does not tell
     * @param label what the request is called where it does not tell the subject
     */
    public void add(long position, @Nullable Subject subject, String label, Outcome from, Outcome to) {
        subjects++;
        String id = subject == null ? label : subject.id();
        Decision before = from.decision();
        Decision after = to.decision();
        if (before != null && after != null) {
            Moves.between(before, after).forEach((aspect, all) -> add(position, id, aspect, all));
        } else {
            failures.computeIfAbsent(new Failure(from.failure(), to.failure()), unseen -> new Count(mostExamples))
                    .add(position, id);
        }
        for (String pack : packs(before, after)) {
            Decision either = before == null ? after : before;
            Decider decider = new Decider(
                    pack,
                    either == null ? SubjectKind.ACCOUNT : either.subject().kind());
            decided.merge(decider, 1L, Long::sum);
            if (before == null || after == null) {
                decidedOnce.merge(decider, 1L, Long::sum);
            }
        }
    }

    private static Set<String> packs(@Nullable Decision before, @Nullable Decision after) {
        Set<String> packs = new TreeSet<>();
        if (before != null) {
            packs.addAll(before.packs().keySet());
        }
        if (after != null) {
            packs.addAll(after.packs().keySet());
        }
        return packs;
    }

    private void add(long position, String id, Aspect aspect, SortedSet<Move> all) {
        SortedMap<Move, Count> counts = moves.computeIfAbsent(aspect, unseen -> new TreeMap<>());
        boolean hasMoved = false;
        for (Move move : all) {
            counts.computeIfAbsent(move, unseen -> new Count(move.isStay() ? 0 : mostExamples))
                    .add(position, id);
            hasMoved |= !move.isStay();
        }
        if (hasMoved) {
            moved.computeIfAbsent(aspect, unseen -> new Count(0)).add(position, id);
        }
    }

    /** Counts all that {@code other} has, whose subjects are others. */
    public void add(ImpactTally other) {
        subjects += other.subjects;
        other.moves.forEach((aspect, counts) -> {
            SortedMap<Move, Count> mine = moves.computeIfAbsent(aspect, unseen -> new TreeMap<>());
            counts.forEach((move, count) -> mine.computeIfAbsent(
                            move, unseen -> new Count(move.isStay() ? 0 : mostExamples))
                    .add(count));
        });
        other.moved.forEach((aspect, count) ->
                moved.computeIfAbsent(aspect, unseen -> new Count(0)).add(count));
        other.decided.forEach((decider, count) -> decided.merge(decider, count, Long::sum));
        other.decidedOnce.forEach((decider, count) -> decidedOnce.merge(decider, count, Long::sum));
        other.failures.forEach((failure, count) -> failures.computeIfAbsent(failure, unseen -> new Count(mostExamples))
                .add(count));
    }

    long subjects() {
        return subjects;
    }

    SortedMap<Aspect, SortedMap<Move, Count>> moves() {
        return moves;
    }

    Map<Failure, Count> failures() {
        return failures;
    }

    /** How many subjects make at least one move. */
    long moved(Aspect aspect) {
        Count count = moved.get(aspect);
        return count == null ? 0 : count.subjects();
    }

    /** How many subjects the pack {@code pack} decided about, by either rule set. */
    long decided(String pack, Set<SubjectKind> kinds) {
        return sum(decided, pack, kinds);
    }

    /** How many of them only one of the rule sets has a decision about. */
    long decidedOnce(String pack, Set<SubjectKind> kinds) {
        return sum(decidedOnce, pack, kinds);
    }

    private static long sum(Map<Decider, Long> counts, String pack, Set<SubjectKind> kinds) {
        return kinds.stream()
                .mapToLong(kind -> counts.getOrDefault(new Decider(pack, kind), 0L))
                .sum();
    }
}
