package io.drover.engine.compile;

import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReading;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.RulePack;
import io.drover.model.decision.CutTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds names that two packs define: an answer could not tell them apart. The newcomer is at fault: not the pack that serves
 * with the name already, nor, where none does, the first one by name.
 */
final class DuplicateNames {

    private static final Map<String, Function<Manifest, Collection<String>>> KINDS = kinds();

    private DuplicateNames() {}

    private static Map<String, Function<Manifest, Collection<String>>> kinds() {
        Map<String, Function<Manifest, Collection<String>>> kinds = new LinkedHashMap<>();
        kinds.put("taxonomy", manifest -> manifest.taxonomies().keySet());
        kinds.put("score", manifest -> manifest.scores().keySet());
        kinds.put("segment", manifest -> manifest.segments().keySet());
        kinds.put("treatment", manifest -> manifest.treatments().keySet());
        kinds.put(
                "cut table of",
                manifest -> manifest.cutTables().keySet().stream()
                        .filter(metric -> !metric.equals(CutTable.RFM))
                        .toList());
        return kinds;
    }

    /**
     * The problems of each reading; packs that could not be read define nothing.
     *
     * @param readings by name
     * @param serving the rules that serve until now
     */
    static Map<PackReading, List<PackProblem>> in(List<PackReading> readings, RuleSet serving) {
        Map<PackReading, List<PackProblem>> problems = new HashMap<>();
        Map<String, RulePack> packs = new LinkedHashMap<>();
        for (PackReading reading : inTheirOwnFolderFirst(readings)) {
            RulePack pack = reading.pack();
            if (pack != null) {
                RulePack twin = packs.putIfAbsent(pack.name(), pack);
                if (twin != null) {
                    problems.computeIfAbsent(reading, key -> new ArrayList<>())
                            .add(duplicate("pack", pack.name(), "in " + twin.directory()));
                }
            }
        }
        Map<String, String> owners = owners(packs, serving);
        for (PackReading reading : readings) {
            RulePack pack = reading.pack();
            if (pack != null && pack.equals(packs.get(pack.name()))) {
                List<PackProblem> found = problems.computeIfAbsent(reading, key -> new ArrayList<>());
                KINDS.forEach((kind, names) -> names.apply(pack.manifest()).forEach(name -> {
                    String owner = owners.getOrDefault(kind + " " + name, pack.name());
                    if (!owner.equals(pack.name())) {
                        found.add(duplicate(kind, name, "by the pack " + owner));
                    }
                }));
            }
        }
        addPolicies(packs, serving, readings, problems);
        return problems;
    }

    /** A rule set has one policy: the one that serves already, else the first by name. */
    private static void addPolicies(
            Map<String, RulePack> packs,
            RuleSet serving,
            List<PackReading> readings,
            Map<PackReading, List<PackProblem>> problems) {
        TreeMap<String, RulePack> policies = new TreeMap<>(packs);
        policies.values().removeIf(pack -> !pack.manifest().isPolicy());
        if (policies.size() < 2) {
            return;
        }
        String first = serving.policy()
                .map(CompiledPack::name)
                .filter(policies::containsKey)
                .orElse(policies.firstKey());
        for (PackReading reading : readings) {
            RulePack pack = reading.pack();
            if (pack != null
                    && pack.equals(policies.get(pack.name()))
                    && !pack.name().equals(first)) {
                problems.computeIfAbsent(reading, key -> new ArrayList<>())
                        .add(PackProblem.error(
                                pack.manifest().places().of("role"),
                                null,
                                "duplicate-policy",
                                "Both " + first + " and " + pack.name()
                                        + " are policy packs, and there can be but one.",
                                "Put the rules and limits of both into one pack, and remove the other."));
            }
        }
    }

    /** A copy of a pack in a folder of another name is not to pass for the pack itself. */
    private static List<PackReading> inTheirOwnFolderFirst(List<PackReading> readings) {
        return readings.stream()
                .sorted(Comparator.comparing(reading ->
                        reading.pack() == null || !reading.pack().name().equals(reading.name())))
                .toList();
    }

    /** To which of {@code packs}, by name, each defined name belongs. */
    private static Map<String, String> owners(Map<String, RulePack> packs, RuleSet serving) {
        Map<String, String> owners = new HashMap<>();
        KINDS.forEach((kind, names) -> {
            for (RulePack old : serving.packs()) {
                RulePack now = packs.get(old.name());
                if (now != null) {
                    Collection<String> still = names.apply(now.manifest());
                    names.apply(old.manifest()).stream()
                            .filter(still::contains)
                            .forEach(name -> owners.putIfAbsent(kind + " " + name, old.name()));
                }
            }
            new TreeMap<>(packs)
                    .forEach((pack, now) ->
                            names.apply(now.manifest()).forEach(name -> owners.putIfAbsent(kind + " " + name, pack)));
        });
        return owners;
    }

    private static PackProblem duplicate(String kind, String name, String where) {
        return PackProblem.error(
                Place.whole("pack.yaml"),
                null,
                "duplicate-name",
                "The " + kind + " \"" + name + "\" is already defined " + where + ".",
                "Give one of the two another name: names are unique over all packs.");
    }
}
