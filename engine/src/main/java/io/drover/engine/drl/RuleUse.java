package io.drover.engine.drl;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a rule needs of a request and gives to an answer, beyond names.
 *
 * @param facts by type, the members it looks at, and the texts that it compares each with for equality; a member is a field
 *     ({@code industry}), an entry of an open map ({@code data.pageType}) or a question ({@code within()})
 * @param parameters by key of a treatment, the parameters it may come with
 * @param perContact keys of treatments, and names of taxonomies and scores, that it concludes about contacts
 */
public record RuleUse(
        SortedMap<String, SortedMap<String, SortedSet<String>>> facts,
        SortedMap<String, SortedSet<String>> parameters,
        SortedSet<String> perContact) {

    /** A rule that uses nothing. */
    public static final RuleUse NONE = new RuleUse(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

    public RuleUse {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        perContact = Collections.unmodifiableSortedSet(new TreeSet<>(perContact));
    }

    /** What this rule or {@code other} uses. */
    public RuleUse and(RuleUse other) {
        SortedMap<String, SortedMap<String, SortedSet<String>>> both = new TreeMap<>();
        for (RuleUse use : new RuleUse[] {this, other}) {
            use.facts.forEach((type, members) -> merge(both.computeIfAbsent(type, added -> new TreeMap<>()), members));
        }
        SortedMap<String, SortedSet<String>> allParameters = new TreeMap<>();
        merge(allParameters, parameters);
        merge(allParameters, other.parameters);
        SortedSet<String> allPerContact = new TreeSet<>(perContact);
        allPerContact.addAll(other.perContact);
        return new RuleUse(both, allParameters, allPerContact);
    }

    private static void merge(Map<String, SortedSet<String>> into, Map<String, SortedSet<String>> from) {
        from.forEach((name, values) ->
                into.computeIfAbsent(name, added -> new TreeSet<>()).addAll(values));
    }
}
