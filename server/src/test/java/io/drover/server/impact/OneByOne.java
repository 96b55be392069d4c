package io.drover.server.impact;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.RequestChecks;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.impact.Impact;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who would move, the plain way: one request after the other is decided by both rule sets, and the JSON of the answers is compared.
 * It shares nothing with what it is compared with but the engine.
 */
final class OneByOne {

    private final SortedMap<String, Long> counts = new TreeMap<>();

    /** Counts such as {@code taxonomy fit low > high}, of {@code items}. */
    static SortedMap<String, Long> count(
            Iterable<RequestSource.Item> items, DecisionEngine engine, RuleSet from, RuleSet to) throws IOException {
        Map<String, byte[]> latest = new LinkedHashMap<>();
        for (RequestSource.Item item : items) {
            latest.put(String.valueOf(item.subject()), item.json());
        }
        OneByOne counting = new OneByOne();
        for (byte[] request : latest.values()) {
            JsonNode before = decide(request, engine, from);
            JsonNode after = decide(request, engine, to);
            if (before.isMissingNode() || after.isMissingNode()) {
                counting.counts.merge("failed", 1L, Long::sum);
            } else {
                counting.compare(before, after);
            }
        }
        return counting.counts;
    }

    /** The same of an impact. */
    static SortedMap<String, Long> countsOf(Impact impact) {
        SortedMap<String, Long> counts = new TreeMap<>();
        impact.failed().forEach(failed -> counts.merge("failed", failed.subjects(), Long::sum));
        for (Impact.Moved moved : impact.aspects()) {
            String name = moved.of().word() + " " + moved.name();
            moved.moves().forEach(move -> counts.put(name + " " + move.from() + " > " + move.to(), move.subjects()));
            if (moved.moved() > 0) {
                counts.put(name, moved.moved());
            }
        }
        return counts;
    }

    private static JsonNode decide(byte[] request, DecisionEngine engine, RuleSet ruleSet) throws IOException {
        try {
            return DecisionJson.mapper()
                    .readTree(DecisionJson.write(
                            engine.decide(ruleSet, RequestReader.read(request, RequestChecks.of(ruleSet)), false)));
        } catch (DecisionException e) {
            return DecisionJson.mapper().missingNode();
        }
    }

    private void compare(JsonNode before, JsonNode after) {
        Set<String> moves = new TreeSet<>();
        compareValues(before.path("classifications"), after.path("classifications"), moves);
        for (JsonNode contact : before.path("contacts")) {
            for (JsonNode other : after.path("contacts")) {
                if (contact.path("id").equals(other.path("id"))) {
                    compareValues(contact.path("classifications"), other.path("classifications"), moves);
                }
            }
        }
        compareSegments(before, after, "out", "in", moves);
        compareSegments(after, before, "in", "out", moves);
        compareTreatments(before, after, moves);
        Set<String> names = new TreeSet<>();
        for (String move : moves) {
            counts.merge(move, 1L, Long::sum);
            String[] words = move.split(" ", 3);
            names.add(words[0] + " " + words[1]);
        }
        names.forEach(name -> counts.merge(name, 1L, Long::sum));
    }

    private static void compareValues(JsonNode before, JsonNode after, Set<String> moves) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String from = value(before.path(name));
            String to = value(after.path(name));
            if (!from.equals(to)) {
                moves.add("taxonomy " + name + " " + from + " > " + to);
            }
        }
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() ? "(not there)" : value.isNull() ? "(unclassified)" : value.asText();
    }

    private static void compareSegments(JsonNode without, JsonNode with, String from, String to, Set<String> moves) {
        for (JsonNode segment : with.path("segments")) {
            boolean isThere = false;
            for (JsonNode other : without.path("segments")) {
                isThere |= other.equals(segment);
            }
            if (!isThere) {
                moves.add("segment " + segment.asText() + " " + from + " > " + to);
            }
        }
    }

    private static void compareTreatments(JsonNode before, JsonNode after, Set<String> moves) {
        Map<String, String> old = treatments(before);
        Map<String, String> now = treatments(after);
        Set<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            String from = old.getOrDefault(key, "(none)");
            String to = now.getOrDefault(key, "(none)");
            if (!from.equals(to)) {
                moves.add("treatment " + key.substring(0, key.indexOf(' ')) + " " + from + " > " + to);
            }
        }
    }

    private static Map<String, String> treatments(JsonNode decision) {
        Map<String, String> statuses = new TreeMap<>();
        for (JsonNode treatment : decision.path("treatments")) {
            statuses.put(
                    treatment.path("key").asText() + " " + treatment.path("contactId") + " " + treatment.path("pack"),
                    treatment.path("status").asText());
        }
        return statuses;
    }
}
