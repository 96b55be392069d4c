package io.drover.engine.impact;

import io.drover.model.decision.ContactDecision;
import io.drover.model.decision.Decision;
import io.drover.model.decision.TreatmentDecision;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one subject moves from one decision to the other, both on the same facts. Where several of its contacts move alike it
 * moves once; a subject whose contacts move differently makes several moves.
 */
final class Moves {

    private record TreatmentKey(
            String pack, String key, @Nullable String contactId) {}

    private final SortedMap<Aspect, SortedSet<Move>> moves = new TreeMap<>();

    private Moves() {}

    /** All moves, those that stay where they are included; not those who were in no segment and are not. */
    static SortedMap<Aspect, SortedSet<Move>> between(Decision from, Decision to) {
        Moves found = new Moves();
        found.addTaxonomies(from.classifications(), to.classifications());
        found.addContacts(from, to);
        found.addSegments(from, to);
        found.addTreatments(from, to);
        return found.moves;
    }

    private void add(Aspect.Kind of, String name, String from, String to) {
        moves.computeIfAbsent(new Aspect(of, name), unseen -> new TreeSet<>()).add(new Move(from, to));
    }

    private void addTaxonomies(Map<String, @Nullable String> from, Map<String, @Nullable String> to) {
        from.keySet().forEach(name -> add(Aspect.Kind.TAXONOMY, name, value(from, name), value(to, name)));
        to.keySet().stream()
                .filter(name -> !from.containsKey(name))
                .forEach(name -> add(Aspect.Kind.TAXONOMY, name, Move.NOT_THERE, value(to, name)));
    }

    private static String value(Map<String, @Nullable String> values, String name) {
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        return values.containsKey(name) ? Move.UNCLASSIFIED : Move.NOT_THERE;
    }

    /** Both decisions are on the same request, and so on the same contacts. */
    private void addContacts(Decision from, Decision to) {
        Map<String, ContactDecision> after = new HashMap<>();
        to.contacts().forEach(contact -> after.put(contact.id(), contact));
        for (ContactDecision before : from.contacts()) {
            ContactDecision contact = after.get(before.id());
            addTaxonomies(before.classifications(), contact == null ? Map.of() : contact.classifications());
        }
    }

    private void addSegments(Decision from, Decision to) {
        SortedSet<String> names = new TreeSet<>(from.segments());
        names.addAll(to.segments());
        for (String name : names) {
            add(
                    Aspect.Kind.SEGMENT,
                    name,
                    from.segments().contains(name) ? Move.IN : Move.OUT,
                    to.segments().contains(name) ? Move.IN : Move.OUT);
        }
    }

    private void addTreatments(Decision from, Decision to) {
        Map<TreatmentKey, String> before = statuses(from);
        Map<TreatmentKey, String> after = statuses(to);
        before.forEach(
                (key, status) -> add(Aspect.Kind.TREATMENT, key.key(), status, after.getOrDefault(key, Move.NONE)));
        after.forEach((key, status) -> {
            if (!before.containsKey(key)) {
                add(Aspect.Kind.TREATMENT, key.key(), Move.NONE, status);
            }
        });
    }

    private static Map<TreatmentKey, String> statuses(Decision decision) {
        Map<TreatmentKey, String> statuses = new HashMap<>();
        for (TreatmentDecision treatment : decision.treatments()) {
            statuses.put(
                    new TreatmentKey(treatment.pack(), treatment.key(), treatment.contactId()),
                    treatment.status().name().toLowerCase(Locale.ROOT));
        }
        return statuses;
    }
}
