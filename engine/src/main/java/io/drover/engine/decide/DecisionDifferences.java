package io.drover.engine.decide;

import io.drover.model.decision.ContactDecision;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.Preview.Difference;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.fact.RfmScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What two decisions on the same facts do not have in common. {@code since} and {@code transitions} are not compared: they
 * follow from the rest.
 */
final class DecisionDifferences {

    private static final Comparator<@Nullable String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<Difference> ORDER = Comparator.comparing(Difference::of)
            .thenComparing(Difference::name, NULLS_FIRST)
            .thenComparing(Difference::contactId, NULLS_FIRST)
            .thenComparing(Difference::member, NULLS_FIRST)
            .thenComparing(difference -> String.valueOf(difference.from()))
            .thenComparing(difference -> String.valueOf(difference.to()));

    /** What a treatment or warning is told apart by. */
    private record Key(
            String name,
            @Nullable String contactId,
            @Nullable String more) {}

    private final List<Difference> found = new ArrayList<>();

    private DecisionDifferences() {}

    /** What is in {@code to} other than in {@code from}, sorted. */
    static List<Difference> between(Decision from, Decision to) {
        DecisionDifferences differences = new DecisionDifferences();
        differences.compareValues("classification", null, from.classifications(), to.classifications());
        differences.compareValues("score", null, from.scores(), to.scores());
        differences.compareSegments(from, to);
        differences.compareContacts(from, to);
        differences.compareScoring(from.rfm(), to.rfm());
        differences.compareTreatments(from, to);
        differences.compareWarnings(from, to);
        differences.add("nextChangeAt", null, null, null, from.nextChangeAt(), to.nextChangeAt());
        return differences.found.stream().sorted(ORDER).toList();
    }

    private void add(
            String of,
            @Nullable String name,
            @Nullable String contactId,
            @Nullable String member,
            @Nullable Object from,
            @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            found.add(new Difference(of, name, contactId, member, from, to));
        }
    }

    private void compareValues(
            String of,
            @Nullable String contactId,
            Map<String, ? extends @Nullable Object> from,
            Map<String, ? extends @Nullable Object> to) {
        TreeSet<String> names = new TreeSet<>(from.keySet());
        names.addAll(to.keySet());
        names.forEach(name -> add(of, name, contactId, null, from.get(name), to.get(name)));
    }

    private void compareSegments(Decision from, Decision to) {
        TreeSet<String> names = new TreeSet<>(from.segments());
        names.addAll(to.segments());
        names.forEach(name -> add(
                "segment",
                name,
                null,
                null,
                from.segments().contains(name),
                to.segments().contains(name)));
    }

    private void compareContacts(Decision from, Decision to) {
        Map<String, ContactDecision> after = new TreeMap<>();
        to.contacts().forEach(contact -> after.put(contact.id(), contact));
        from.contacts().forEach(before -> {
            ContactDecision contact = after.get(before.id());
            if (contact != null) { // the contacts are those of the request
                compareValues("classification", before.id(), before.classifications(), contact.classifications());
                compareValues("score", before.id(), before.scores(), contact.scores());
            }
        });
    }

    private void compareScoring(@Nullable RfmScore from, @Nullable RfmScore to) {
        members(from)
                .forEach((member, value) ->
                        add("rfm", null, null, member, value, members(to).get(member)));
        if (from == null) {
            members(to).forEach((member, value) -> add("rfm", null, null, member, null, value));
        }
    }

    private static Map<String, @Nullable Object> members(@Nullable RfmScore score) {
        Map<String, @Nullable Object> members = new TreeMap<>();
        if (score != null) {
            members.put("r", score.r());
            members.put("f", score.f());
            members.put("m", score.m());
            members.put("recencyDays", score.recencyDays());
            members.put("frequency", score.frequency());
            members.put("monetary", score.monetary());
            members.put("cutTable", score.cutTable());
        }
        return members;
    }

    private void compareTreatments(Decision from, Decision to) {
        Map<Key, TreatmentDecision> before = byKey(from.treatments(), DecisionDifferences::key);
        Map<Key, TreatmentDecision> after = byKey(to.treatments(), DecisionDifferences::key);
        Map<Key, TreatmentDecision> all = new LinkedHashMap<>(before);
        all.putAll(after);
        all.keySet()
                .forEach(key -> compareMembers("treatment", key, members(before.get(key)), members(after.get(key))));
    }

    private static Key key(TreatmentDecision treatment) {
        return new Key(treatment.key(), treatment.contactId(), treatment.pack());
    }

    /** Where one of the two has none, the first member stands for all. */
    private void compareMembers(
            String of, Key key, Map<String, @Nullable Object> from, Map<String, @Nullable Object> to) {
        boolean both = !from.isEmpty() && !to.isEmpty();
        Map<String, @Nullable Object> members = from.isEmpty() ? to : from;
        for (String member : members.keySet()) {
            add(of, key.name(), key.contactId(), member, from.get(member), to.get(member));
            if (!both) {
                return;
            }
        }
    }

    private static Map<String, @Nullable Object> members(@Nullable TreatmentDecision treatment) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (treatment != null) {
            members.put("status", treatment.status().name().toLowerCase(Locale.ROOT));
            members.put("reason", treatment.reason());
            members.put("heldUntil", treatment.heldUntil());
            members.put("because", treatment.because());
            members.put("since", treatment.since());
            members.put("parameters", treatment.parameters());
            members.put("dueBy", treatment.dueBy());
        }
        return members;
    }

    private void compareWarnings(Decision from, Decision to) {
        Map<Key, DecisionWarning> before = byKey(from.warnings(), DecisionDifferences::key);
        Map<Key, DecisionWarning> after = byKey(to.warnings(), DecisionDifferences::key);
        before.forEach((key, warning) -> {
            if (!after.containsKey(key)) {
                add("warning", warning.code(), null, null, warning.detail(), null);
            }
        });
        after.forEach((key, warning) -> {
            if (!before.containsKey(key)) {
                add("warning", warning.code(), null, null, null, warning.detail());
            }
        });
    }

    private static Key key(DecisionWarning warning) {
        return new Key(warning.code(), warning.pointer(), warning.detail());
    }

    private static <T> Map<Key, T> byKey(List<T> all, Function<T, Key> key) {
        Map<Key, T> byKey = new LinkedHashMap<>();
        all.forEach(each -> byKey.put(key.apply(each), each));
        return byKey;
    }
}
