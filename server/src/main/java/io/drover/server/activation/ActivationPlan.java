package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which packs are to serve after an attempt. Packs that changed together, one that came or went included, serve together or
 * not at all, and stay tied to each other until they do; packs that were not touched are not held up by them.
 *
 * @param group the packs this attempt is about, by name: the touched ones, and those they are tied to
 * @param next what is to serve; as before where nothing changes; empty where nothing can serve
 * @param ties the groups that could not be activated so far
 * @param obstacle why the group waits although its packs are sound; null where it does not
 */
record ActivationPlan(
        NavigableSet<String> group,
        NavigableMap<String, CompiledPack> next,
        List<Set<String>> ties,
        @Nullable String obstacle) {

    /** What is known from the attempts before. */
    record Before(Optional<RuleSet> active, Map<String, String> seen, List<Set<String>> ties) {

        Before {
            seen = Map.copyOf(seen);
            ties = List.copyOf(ties);
        }

        NavigableMap<String, CompiledPack> packs() {
            NavigableMap<String, CompiledPack> packs = new TreeMap<>();
            active.ifPresent(ruleSet -> ruleSet.compiledPacks().forEach(pack -> packs.put(pack.name(), pack)));
            return packs;
        }
    }

    /**
     * The plan for what was loaded.
     *
     * @param allowPartial whether the sound packs of a group serve even if others of it are not
     */
    static ActivationPlan of(Loading loading, Before before, boolean allowPartial) {
        Map<String, String> onDisk = seen(loading.reports());
        Set<String> unsound = new TreeSet<>();
        loading.reports().stream().filter(report -> !report.isSound()).forEach(report -> unsound.add(report.name()));
        NavigableSet<String> group = tied(touched(onDisk, before), before.ties());
        NavigableSet<String> wider = new TreeSet<>(group);
        // Sound packs that wait do so for something outside of them, which may be gone by now.
        before.ties().stream()
                .filter(tie -> tie.stream().noneMatch(unsound::contains))
                .forEach(wider::addAll);
        Attempt attempt = new Attempt(loading, before, onDisk.keySet(), unsound, allowPartial);
        ActivationPlan plan = attempt.plan(wider);
        return plan.waits() && !wider.equals(group) ? attempt.plan(group) : plan;
    }

    /** Whether the group does not serve. */
    boolean waits() {
        return ties.contains(group);
    }

    /** One attempt, of which several groups may be tried. */
    private record Attempt(
            Loading loading, Before before, Set<String> onDisk, Set<String> unsound, boolean allowPartial) {

        ActivationPlan plan(NavigableSet<String> group) {
            List<Set<String>> otherTies = new ArrayList<>(before.ties());
            otherTies.removeIf(group::containsAll);
            NavigableMap<String, CompiledPack> active = before.packs();
            boolean sound = group.stream().noneMatch(unsound::contains);
            if (!sound && !allowPartial) {
                return waiting(group, active, otherTies, null);
            }
            NavigableMap<String, CompiledPack> next = next(group, active);
            if (next.isEmpty() && !active.isEmpty()) {
                return waiting(group, active, otherTies, "no pack would be left");
            }
            Optional<String> clash = NameClash.in(next.values());
            if (clash.isPresent()) {
                return waiting(group, active, otherTies, clash.get());
            }
            if (!sound) {
                otherTies.add(Set.copyOf(group));
            }
            return new ActivationPlan(group, next, otherTies, null);
        }

        private NavigableMap<String, CompiledPack> next(Set<String> group, NavigableMap<String, CompiledPack> active) {
            NavigableMap<String, CompiledPack> next = new TreeMap<>(active);
            for (String name : group) {
                Optional<CompiledPack> pack = loading.ruleSet().pack(name);
                if (pack.isPresent()) {
                    next.put(name, pack.get());
                } else if (!onDisk.contains(name)) {
                    next.remove(name);
                }
            }
            return next;
        }
    }

    private static ActivationPlan waiting(
            NavigableSet<String> group,
            NavigableMap<String, CompiledPack> active,
            List<Set<String>> otherTies,
            @Nullable String obstacle) {
        List<Set<String>> ties = new ArrayList<>(otherTies);
        if (!group.isEmpty()) {
            ties.add(Set.copyOf(group));
        }
        return new ActivationPlan(group, active, ties, obstacle);
    }

    /** The content of each pack, by which it is seen whether it was touched; of one with errors, these too. */
    static Map<String, String> seen(List<PackReport> reports) {
        Map<String, String> seen = new HashMap<>();
        for (PackReport report : reports) {
            String content =
                    report.isSound() ? String.valueOf(report.revision()) : report.revision() + " " + report.problems();
            seen.merge(report.name(), content, (one, other) -> one + " " + other);
        }
        return seen;
    }

    private static Set<String> touched(Map<String, String> onDisk, Before before) {
        Set<String> touched = new TreeSet<>(onDisk.keySet());
        touched.addAll(before.seen().keySet());
        touched.addAll(before.packs().keySet());
        touched.removeIf(name -> Objects.equals(onDisk.get(name), before.seen().get(name)));
        return touched;
    }

    private static NavigableSet<String> tied(Set<String> touched, List<Set<String>> ties) {
        NavigableSet<String> group = new TreeSet<>(touched);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Set<String> tie : ties) {
                if (tie.stream().anyMatch(group::contains)) {
                    grew |= group.addAll(tie);
                }
            }
        }
        return group;
    }
}
