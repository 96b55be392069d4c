package io.drover.engine.compile;

import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReading;
import io.drover.engine.pack.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds names that two packs define: an answer could not tell them apart. The later pack, by name, is at fault. */
final class DuplicateNames {

    private static final Map<String, Function<Manifest, Collection<String>>> KINDS = kinds();

    private DuplicateNames() {}

    private static Map<String, Function<Manifest, Collection<String>>> kinds() {
        Map<String, Function<Manifest, Collection<String>>> kinds = new LinkedHashMap<>();
        kinds.put("taxonomy", manifest -> manifest.taxonomies().keySet());
        kinds.put("score", manifest -> manifest.scores().keySet());
        kinds.put("segment", manifest -> manifest.segments().keySet());
        kinds.put("treatment", manifest -> manifest.treatments().keySet());
        return kinds;
    }

    /** The problems of each reading; packs that could not be read define nothing. */
    static Map<PackReading, List<PackProblem>> in(List<PackReading> readings) {
        Map<PackReading, List<PackProblem>> problems = new HashMap<>();
        Map<String, String> packNames = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (PackReading reading : readings) {
            if (reading.pack() == null) {
                continue;
            }
            Manifest manifest = reading.pack().manifest();
            List<PackProblem> found = problems.computeIfAbsent(reading, key -> new ArrayList<>());
            String twin =
                    packNames.putIfAbsent(manifest.name(), reading.directory().toString());
            if (twin != null) {
                found.add(duplicate("pack", manifest.name(), "in " + twin));
                continue;
            }
            KINDS.forEach((kind, names) -> names.apply(manifest).forEach(name -> {
                String owner = owners.putIfAbsent(kind + " " + name, manifest.name());
                if (owner != null) {
                    found.add(duplicate(kind, name, "by the pack " + owner));
                }
            }));
        }
        return problems;
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
