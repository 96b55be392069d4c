package io.drover.engine.impact;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.impact.Impact.Failed;
import io.drover.engine.impact.Impact.Moved;
import io.drover.engine.impact.Impact.Stay;
import io.drover.engine.impact.Impact.Step;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.RulePack;
import io.drover.model.decision.SubjectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes an {@link Impact} of what was counted. */
public final class ImpactReport {

    private static final Comparator<@Nullable String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Who decides about what is named, and about whom. */
    private record Scope(String pack, Set<SubjectKind> kinds) {}

    private ImpactReport() {}

    /** The impact of {@code to} in place of {@code from}, as {@code tally} counted it. */
    public static Impact of(RuleSet from, RuleSet to, ImpactTally tally) {
        SortedMap<Aspect, Scope> scopes = new TreeMap<>();
        from.packs().forEach(pack -> addScopes(pack, scopes));
        to.packs().forEach(pack -> addScopes(pack, scopes));
        List<Moved> aspects = new ArrayList<>();
        scopes.forEach((aspect, scope) -> aspects.add(moved(aspect, scope, tally)));
        return new Impact(from.revision(), to.revision(), tally.subjects(), failed(tally), aspects);
    }

    private static void addScopes(RulePack pack, Map<Aspect, Scope> scopes) {
        Manifest manifest = pack.manifest();
        manifest.taxonomies()
                .forEach((name, taxonomy) -> scopes.put(
                        new Aspect(Aspect.Kind.TAXONOMY, name), new Scope(pack.name(), taxonomy.subjects())));
        manifest.segments()
                .forEach((name, segment) ->
                        scopes.put(new Aspect(Aspect.Kind.SEGMENT, name), new Scope(pack.name(), segment.subjects())));
        manifest.treatments()
                .keySet()
                .forEach(key -> scopes.put(
                        new Aspect(Aspect.Kind.TREATMENT, key), new Scope(pack.name(), manifest.subjects())));
    }

    private static Moved moved(Aspect aspect, Scope scope, ImpactTally tally) {
        List<Step> moves = new ArrayList<>();
        List<Stay> stays = new ArrayList<>();
        tally.moves().getOrDefault(aspect, new TreeMap<>()).forEach((move, count) -> {
            if (move.isStay()) {
                stays.add(new Stay(move.from(), count.subjects()));
            } else {
                moves.add(new Step(move.from(), move.to(), count.subjects(), count.examples()));
            }
        });
        moves.sort(Comparator.comparingLong(Step::subjects).reversed()); // of equal ones the order stays
        long subjects = tally.decided(scope.pack(), scope.kinds());
        long undecided = tally.decidedOnce(scope.pack(), scope.kinds());
        long moved = tally.moved(aspect);
        return new Moved(
                aspect.of(),
                aspect.name(),
                scope.pack(),
                subjects,
                moved,
                undecided,
                Impact.percent(moved + undecided, subjects),
                List.copyOf(moves),
                List.copyOf(stays));
    }

    private static List<Failed> failed(ImpactTally tally) {
        return tally.failures().entrySet().stream()
                .map(failure -> new Failed(
                        failure.getKey().from(),
                        failure.getKey().to(),
                        failure.getValue().subjects(),
                        failure.getValue().examples()))
                .sorted(Comparator.comparing(Failed::before, NULLS_FIRST).thenComparing(Failed::after, NULLS_FIRST))
                .toList();
    }
}
