package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.Violation;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where the parts of a posted request contradict each other; see {@link Coherence}. */
final class Incoherences {

    private final JsonNode request;
    private final Violations found;

    private Incoherences(JsonNode request, Violations found) {
        this.request = request;
        this.found = found;
    }

    /** Adds to {@code found} what does not agree in {@code request}, which is an object, as far as it can be read. */
    static void find(JsonNode request, Violations found) {
        Incoherences incoherences = new Incoherences(request, found);
        incoherences.subject();
        incoherences.packs();
        incoherences.previous();
        incoherences.cutTables();
        incoherences.consents();
        for (String list : List.of("contacts", "signals", "purchases", "opportunities")) {
            incoherences.repeatedIds(list);
        }
        incoherences.unknownContacts();
    }

    private void subject() {
        boolean account = request.hasNonNull("account");
        boolean customer = request.hasNonNull("customer");
        if (account && customer) {
            found.add(
                    Pointer.ROOT.member("customer"),
                    "both-subjects",
                    "The request has an account and a customer; a decision is about one of them.",
                    "only account or only customer");
        } else if (!account && !customer) {
            found.add(
                    Pointer.ROOT,
                    "no-subject",
                    "The request has neither an account nor a customer.",
                    "account or customer, with its id");
        }
    }

    private void packs() {
        JsonNode packs = request.path("packs");
        if (packs.isArray() && packs.isEmpty()) {
            found.add(
                    Pointer.ROOT.member("packs"),
                    "empty-packs",
                    "The list of packs is empty, so nothing would be decided.",
                    "names of packs, or leave packs out for all of them");
        }
    }

    private void previous() {
        Instant asOf = instant(request.path("asOf"));
        Instant before = instant(request.path("previous").path("asOf"));
        if (asOf != null && before != null && before.isAfter(asOf)) {
            found.add(
                    Pointer.ROOT.member("previous").member("asOf"),
                    "previous-too-late",
                    "The previous answer is of a later time than the decision, which asOf of the request says.",
                    "an earlier answer, or a later asOf of the request");
        }
    }

    private void cutTables() {
        cutTables(request, Pointer.ROOT);
        cutTables(request.path("with"), Pointer.ROOT.member("with"));
    }

    private void cutTables(JsonNode parent, Pointer at) {
        for (Map.Entry<String, JsonNode> table : parent.path("cutTables").properties()) {
            JsonNode metric = table.getValue().path("metric");
            if (metric.isTextual() && !metric.textValue().equals(table.getKey())) {
                found.add(
                        at.member("cutTables").member(table.getKey()).member("metric"),
                        "other-metric",
                        "The table is of another metric than the one it is given for.",
                        "the table under the name of its own metric");
            }
        }
    }

    private void consents() {
        JsonNode consents = request.path("consents");
        for (int i = 0; consents.isArray() && i < consents.size(); i++) {
            Instant at = instant(consents.get(i).path("at"));
            Instant end = instant(consents.get(i).path("expiresAt"));
            if (at != null && end != null && end.isBefore(at)) {
                found.add(
                        Pointer.ROOT.member("consents").item(i).member("expiresAt"),
                        "expires-too-early",
                        "The consent ends before it was said, which at tells.",
                        "an instant that is not before at, or leave expiresAt out for a consent that lasts");
            }
        }
    }

    private static @Nullable Instant instant(JsonNode text) {
        return text.isTextual() ? IsoTime.instant(text.textValue()) : null;
    }

    private void repeatedIds(String name) {
        JsonNode list = request.path(name);
        boolean signals = name.equals("signals");
        Map<Coherence.SignalId, Pointer> places = new HashMap<>();
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            JsonNode fact = list.get(i);
            if (fact.path("id").isTextual()) {
                Coherence.SignalId identity = new Coherence.SignalId(
                        signals ? fact.path("source").textValue() : null,
                        fact.path("id").textValue());
                Pointer place = Pointer.ROOT.member(name).item(i);
                Pointer first = places.putIfAbsent(identity, place);
                if (first != null) {
                    found.add(
                            place.member("id"),
                            "duplicate-id",
                            (signals ? "Source and id are" : "The id is") + " the same as at " + first + ".",
                            "send each of them once");
                }
            }
        }
    }

    /** Silent where a contact's own id cannot be read: then nobody can say which contacts there are. */
    private void unknownContacts() {
        Set<String> ids = new HashSet<>();
        JsonNode contacts = request.path("contacts");
        for (JsonNode contact : contacts) {
            if (!contact.path("id").isTextual()) {
                return;
            }
            ids.add(contact.path("id").textValue());
        }
        if (contacts.isArray() || contacts.isNull() || contacts.isMissingNode()) {
            for (String list : List.of("signals", "consents", "treatmentsGiven")) {
                for (int i = 0;
                        request.path(list).isArray() && i < request.path(list).size();
                        i++) {
                    checkContact(
                            request.path(list).get(i).path("contactId"),
                            Pointer.ROOT.member(list).item(i).member("contactId"),
                            ids);
                }
            }
        }
    }

    private void checkContact(JsonNode contactId, Pointer at, Set<String> ids) {
        if (contactId.isTextual() && !ids.contains(contactId.textValue())) {
            found.add(
                    at,
                    "unknown-contact",
                    () -> new Violation(
                            at.toString(),
                            "unknown-contact",
                            "The request has no contact with this id.",
                            TextRule.nearest(
                                    contactId.textValue(), ids, "the id of one of contacts, or leave contactId out")));
        }
    }
}
