package io.drover.bench.synthetic;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names and thresholds of a made-up pack, collected while its rules are made. */
final class SyntheticVocabulary {

    private final Map<String, Set<String>> values = new LinkedHashMap<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Set<String> scores = new LinkedHashSet<>();
    private final Set<String> segments = new LinkedHashSet<>();
    private final Set<String> treatments = new LinkedHashSet<>();
    private final Map<String, SyntheticThreshold> thresholds = new LinkedHashMap<>();

    void taxonomy(String name, String value, @Nullable String defaultValue) {
        values.computeIfAbsent(name, unseen -> new LinkedHashSet<>()).add(value);
        if (defaultValue != null) {
            defaults.put(name, defaultValue);
        }
    }

    void score(String name) {
        scores.add(name);
    }

    void segment(String name) {
        segments.add(name);
    }

    void treatment(String key) {
        treatments.add(key);
    }

    /** Adds a threshold, and gives what rules write for it. */
    String threshold(String name, String type, Object value) {
        SyntheticThreshold threshold = new SyntheticThreshold(name, type, value.toString());
        thresholds.put(threshold.constant(), threshold);
        return "T." + threshold.constant();
    }

    Map<String, SyntheticThreshold> thresholds() {
        return thresholds;
    }

    /** The manifest of a pack called {@code name}. */
    String manifest(String name) {
        StringBuilder yaml = new StringBuilder("# Made up, to measure with.\nformat: 1\nname: " + name
                + "\nrole: deciding\nsubjects: [account]\nowner: bench\nreviewedAt: 2026-11-01\n");
        section(yaml, "taxonomies", values.keySet(), this::taxonomyLine);
        section(yaml, "scores", scores, score -> score + ": {capPerGroupAndDay: 40, decimals: 1}");
        section(yaml, "segments", segments, segment -> segment + ": {owner: bench, motion: made-up, minimumSize: 1}");
        section(
                yaml,
                "treatments",
                treatments,
                key -> key + ": {channel: email, message: Made up, offer: none, owner: bench, purpose: marketing,"
                        + " priority: 10, cooldown: 30d}");
        return yaml.toString();
    }

    private static void section(
            StringBuilder yaml, String title, Collection<String> names, UnaryOperator<String> line) {
        if (!names.isEmpty()) {
            yaml.append(title).append(":\n");
            names.forEach(name -> yaml.append("  ").append(line.apply(name)).append('\n'));
        }
    }

    private String taxonomyLine(String name) {
        Set<String> all = new LinkedHashSet<>(values.getOrDefault(name, Set.of()));
        String defaultValue = defaults.get(name);
        if (defaultValue != null) {
            all.add(defaultValue);
        }
        return name + ": {subject: account, purpose: context, values: "
                + all.stream().collect(Collectors.joining(", ", "[", "]"))
                + (defaultValue == null ? ", unclassified: allowed}" : ", default: " + defaultValue + "}");
    }
}
