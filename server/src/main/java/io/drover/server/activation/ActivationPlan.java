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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which packs are to serve after an attempt. Packs that changed together, one that came or went included, serve together or
 * not at all, and stay tied to each other until they do; packs that were not touched are not held up by them, and neither is
 * any by a pack whose folder cannot be looked into, of which nothing is known.
 *
 * @param about the packs this attempt is about, by name: the group, and those of which it is known only now whether they
 *     can be read
 * @param group the packs that are to serve together: the touched ones, and those they are tied to
 * @param next what is to serve; as before where nothing changes; empty where nothing can serve
 * @param ties the groups that could not be activated so far
 * @param obstacle why the group waits although its packs are sound; null where it does not
 * @param byOperator whether it is an operator who wants the group to serve, and not its source
 */
record ActivationPlan(
        NavigableSet<String> about,
        NavigableSet<String> group,
        NavigableMap<String, CompiledPack> next,
        List<Set<String>> ties,
        @Nullable String obstacle,
        boolean byOperator) {

    ActivationPlan(
            NavigableSet<String> about,
            NavigableSet<String> group,
            NavigableMap<String, CompiledPack> next,
            List<Set<String>> ties,
            @Nullable String obstacle) {
        this(about, group, next, ties, obstacle, false);
    }

    /**
     * What is known from the attempts before.
     *
     * @param seen the content of each pack when packs were last found
     * @param blind whether the last attempt found no pack at all
     */
    record Before(Optional<RuleSet> active, Map<String, String> seen, List<Set<String>> ties, boolean blind) {

        /** Before the first attempt. */
        static final Before NOTHING = new Before(Optional.empty(), Map.of(), List.of(), false);

        Before {
            seen = Map.copyOf(seen);
            ties = List.copyOf(ties);
        }

        /** As if the pack {@code name} had never been seen, so that it counts as touched. */
        Before forgetting(String name) {
            Map<String, String> others = new HashMap<>(seen);
            others.remove(name);
            return new Before(active, others, ties, blind);
        }

        /** As if nothing served. */
        Before withoutPacks() {
            return new Before(Optional.empty(), seen, ties, blind);
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
     * @param refused packs that are sound, and do not pass the gate
     * @param held packs whose revision is not up to what was loaded, which may have others of them
     */
    static ActivationPlan of(
            Loading loading, Before before, boolean allowPartial, Set<String> refused, Set<String> held) {
        Map<String, String> onDisk = seen(loading.reports());
        if (onDisk.isEmpty()) {
            return withoutPacks(before, held);
        }
        Set<String> unsound = names(loading, report -> !report.isSound() || refused.contains(report.name()));
        Set<String> touched = touched(onDisk, before);
        Set<String> aside = new TreeSet<>(touched);
        aside.retainAll(held);
        aside.retainAll(onDisk.keySet());
        touched.removeAll(held);
        Set<String> unknown = names(loading, PackReport::isUnreadable);
        if (!before.blind()) {
            unknown.retainAll(touched);
        }
        touched.removeAll(unknown);
        NavigableSet<String> group = tied(touched, before.ties());
        NavigableSet<String> wider = new TreeSet<>(group);
        // Sound packs that wait do so for something outside of them, which may be gone by now.
        before.ties().stream()
                .filter(tie -> tie.stream().noneMatch(unsound::contains))
                .forEach(wider::addAll);
        Set<String> known = before.blind() ? new TreeSet<>(onDisk.keySet()) : unknown;
        known.addAll(aside);
        Attempt attempt = new Attempt(loading, before, onDisk.keySet(), unsound, known, allowPartial);
        ActivationPlan plan = attempt.plan(wider);
        return plan.waits() && !wider.equals(group) ? attempt.plan(group) : plan;
    }

    /**
     * Where no pack is found, all are gone or the directory cannot be read. Neither is a change to be taken up: what serves
     * stays, and when packs are found again they are held against what was seen before.
     */
    private static ActivationPlan withoutPacks(Before before, Set<String> held) {
        NavigableSet<String> about =
                before.blind() ? new TreeSet<>() : new TreeSet<>(before.packs().keySet());
        about.removeAll(held);
        return new ActivationPlan(about, new TreeSet<>(), before.packs(), before.ties(), "no pack would be left");
    }

    /** That the pack {@code name} is not to serve any more, because an operator says so; nothing else changes. */
    static ActivationPlan withoutPack(Before before, String name) {
        ActivationPlan plan = ofOperator(before, Map.of());
        NavigableMap<String, CompiledPack> next = before.packs();
        next.remove(name);
        NavigableSet<String> names = new TreeSet<>(Set.of(name));
        return new ActivationPlan(names, names, next, plan.ties(), null, true);
    }

    /** That {@code packs} are to serve, and are not for their source to change any more until it does; nothing else changes. */
    static ActivationPlan ofOperator(Before before, Map<String, CompiledPack> packs) {
        NavigableMap<String, CompiledPack> next = before.packs();
        next.putAll(packs);
        List<Set<String>> ties = new ArrayList<>();
        for (Set<String> tie : before.ties()) {
            Set<String> rest = new TreeSet<>(tie);
            rest.removeAll(packs.keySet());
            if (!rest.isEmpty()) {
                ties.add(rest);
            }
        }
        NavigableSet<String> names = new TreeSet<>(packs.keySet());
        return new ActivationPlan(names, names, next, ties, null, true);
    }

    /** The same, but what serves stays, because of {@code reason}. */
    ActivationPlan waiting(Before before, String reason) {
        List<Set<String>> all = new ArrayList<>(ties);
        if (!group.isEmpty() && !all.contains(group)) {
            all.add(Set.copyOf(group));
        }
        return new ActivationPlan(about, group, before.packs(), all, reason);
    }

    private static Set<String> names(Loading loading, Predicate<PackReport> which) {
        Set<String> names = new TreeSet<>();
        loading.reports().stream().filter(which).forEach(report -> names.add(report.name()));
        return names;
    }

    /** Whether the group does not serve. */
    boolean waits() {
        return ties.contains(group);
    }

    /** One attempt, of which several groups may be tried. */
    private record Attempt(
            Loading loading,
            Before before,
            Set<String> onDisk,
            Set<String> unsound,
            Set<String> known,
            boolean allowPartial) {

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
            return new ActivationPlan(about(group), group, next, otherTies, null);
        }

        private ActivationPlan waiting(
                NavigableSet<String> group,
                NavigableMap<String, CompiledPack> active,
                List<Set<String>> otherTies,
                @Nullable String obstacle) {
            List<Set<String>> ties = new ArrayList<>(otherTies);
            if (!group.isEmpty()) {
                ties.add(Set.copyOf(group));
            }
            return new ActivationPlan(about(group), group, active, ties, obstacle);
        }

        private NavigableSet<String> about(Set<String> group) {
            NavigableSet<String> about = new TreeSet<>(group);
            about.addAll(known);
            return about;
        }

        private NavigableMap<String, CompiledPack> next(Set<String> group, NavigableMap<String, CompiledPack> active) {
            NavigableMap<String, CompiledPack> next = new TreeMap<>(active);
            for (String name : group) {
                Optional<CompiledPack> pack = loading.ruleSet().pack(name);
                if (unsound.contains(name)) {
                    continue;
                }
                if (pack.isPresent()) {
                    next.put(name, pack.get());
                } else if (!onDisk.contains(name)) {
                    next.remove(name);
                }
            }
            return next;
        }
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
