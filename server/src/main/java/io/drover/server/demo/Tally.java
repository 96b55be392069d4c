package io.drover.server.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts over decisions: names and how often each came up, the most frequent first. */
final class Tally {

    private final Map<String, Integer> counts = new TreeMap<>();

    /** How often each value of {@code taxonomy} was decided. */
    static Tally ofTaxonomy(List<Answer> answers, String taxonomy) {
        Tally tally = new Tally();
        answers.forEach(answer -> tally.add(answer.value(taxonomy).orElse("unclassified")));
        return tally;
    }

    /** How many were in each segment. */
    static Tally ofSegments(List<Answer> answers) {
        Tally tally = new Tally();
        answers.forEach(answer -> answer.decision().path("segments").forEach(segment -> tally.add(segment.asText())));
        return tally;
    }

    /** How often each treatment was selected. */
    static Tally ofTreatments(List<Answer> answers) {
        Tally tally = new Tally();
        answers.forEach(answer -> answer.decision().path("treatments").forEach(treatment -> {
            if (treatment.path("status").asText().equals("selected")) {
                tally.add(treatment.path("key").asText());
            }
        }));
        return tally;
    }

    /** How often each of {@code names} is there. */
    static Tally of(Iterable<String> names) {
        Tally tally = new Tally();
        names.forEach(tally::add);
        return tally;
    }

    private void add(String name) {
        counts.merge(name, 1, Integer::sum);
    }

    int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** The most frequent first, those equally frequent by name. */
    List<Map.Entry<String, Integer>> entries() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
