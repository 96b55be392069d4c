package io.drover.engine.drl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds rules that conclude in a circle, so that no order of evaluation exists. */
final class CycleCheck {

    /** How many rules or names a message lists. */
    private static final int MOST_NAMED = 10;

    private final Map<ConclusionName, Set<ConclusionName>> next = new TreeMap<>();
    private final List<RuleText> rules;

    private CycleCheck(List<RuleText> rules) {
        this.rules = rules;
        for (RuleText rule : rules) {
            for (ConclusionName read : RuleNames.reads(rule)) {
                next.computeIfAbsent(read, name -> new TreeSet<>()).addAll(RuleNames.concludes(rule));
            }
        }
    }

    /** Reports each circle once, at the first rule of it. */
    static void check(List<RuleText> rules, Problems problems) {
        new CycleCheck(rules).check(problems);
    }

    private void check(Problems problems) {
        Map<ConclusionName, Set<ConclusionName>> reachable = new HashMap<>();
        next.keySet().forEach(name -> reachable.put(name, reachableFrom(name)));
        Set<ConclusionName> done = new HashSet<>();
        for (ConclusionName name : next.keySet()) {
            if (!done.contains(name) && reachable.getOrDefault(name, Set.of()).contains(name)) {
                SortedSet<ConclusionName> circle = next.keySet().stream()
                        .filter(other -> reachable.getOrDefault(name, Set.of()).contains(other)
                                && reachable.getOrDefault(other, Set.of()).contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
                done.addAll(circle);
                report(circle, problems);
            }
        }
    }

    private Set<ConclusionName> reachableFrom(ConclusionName start) {
        Set<ConclusionName> found = new HashSet<>();
        Set<ConclusionName> frontier = next.getOrDefault(start, Set.of());
        while (!frontier.isEmpty()) {
            Set<ConclusionName> further = new HashSet<>();
            for (ConclusionName name : frontier) {
                if (found.add(name)) {
                    further.addAll(next.getOrDefault(name, Set.of()));
                }
            }
            frontier = further;
        }
        return found;
    }

    private void report(Set<ConclusionName> circle, Problems problems) {
        List<RuleText> members = rules.stream()
                .filter(rule -> RuleNames.reads(rule).stream().anyMatch(circle::contains)
                        && RuleNames.concludes(rule).stream().anyMatch(circle::contains))
                .toList();
        RuleText first = members.get(0);
        String names = enumerate(members.stream().map(rule -> "\"" + rule.name() + "\""), members.size());
        String circular = enumerate(circle.stream().map(name -> name.kind().word() + " " + name.name()), circle.size());
        problems.add(
                first,
                new Fault(
                        first.at(),
                        "cyclic-conclusions",
                        "The rules " + names + " conclude in a circle, each from what another concludes: " + circular
                                + ".",
                        "Let one of them read facts instead of conclusions."));
    }

    private static String enumerate(Stream<String> words, int count) {
        return words.limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (count > MOST_NAMED ? " and " + (count - MOST_NAMED) + " more" : "");
    }
}
