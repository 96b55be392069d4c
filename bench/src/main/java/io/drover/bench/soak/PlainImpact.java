package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.DecisionRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who would move, the plain way: the lines of the log are read as they are, each subject's last request is decided by both rule sets,
 * one after the other, and the JSON of the answers is compared.
 *
 * @param counts such as {@code taxonomy fit low > high}
 */
record PlainImpact(long requests, long subjects, SortedMap<String, Long> counts) {

    static PlainImpact of(Path data, Path from, Path to) throws IOException {
        Map<String, String> latest = new LinkedHashMap<>();
        long requests = 0;
        try (Stream<Path> files = Files.list(data.resolve("decisions"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList()) {
                try (BufferedReader lines = Files.newBufferedReader(file)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        JsonNode logged = DecisionJson.mapper().readTree(line);
                        latest.put(
                                logged.path("subject").toString(),
                                logged.path("request").toString());
                        requests++;
                    }
                }
            }
        }
        DecisionEngine engine =
                new DecisionEngine(Limits.defaults().withDeadline(Duration.ofDays(1)), System::nanoTime);
        RuleSet before = load(from);
        RuleSet after = load(to);
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String request : latest.values()) {
            Set<String> moves = moves(decide(engine, before, request), decide(engine, after, request));
            moves.forEach(move -> counts.merge(move, 1L, Long::sum));
        }
        return new PlainImpact(requests, latest.size(), counts);
    }

    private static RuleSet load(Path rules) {
        return PackLoader.load(List.of(rules), PackLoader.Compiler.EXECUTABLE_MODEL, System::nanoTime, pack -> {})
                .ruleSet();
    }

    private static JsonNode decide(DecisionEngine engine, RuleSet ruleSet, String request) throws IOException {
        DecisionRequest read = RequestReader.read(DecisionJson.mapper().readTree(request), RuleSetChecks.none());
        return DecisionJson.mapper().readTree(DecisionJson.write(engine.decide(ruleSet, read, false)));
    }

    /** What is in one answer and not, or otherwise, in the other. */
    private static Set<String> moves(JsonNode before, JsonNode after) {
        Map<String, Map<String, String>> old = states(before);
        Map<String, Map<String, String>> now = states(after);
        Set<String> moves = new TreeSet<>();
        Set<String> whats = new TreeSet<>(old.keySet());
        whats.addAll(now.keySet());
        for (String what : whats) {
            String nothing =
                    what.startsWith("segment") ? "out" : what.startsWith("treatment") ? "(none)" : "(not there)";
            Map<String, String> was = old.getOrDefault(what, Map.of());
            Map<String, String> is = now.getOrDefault(what, Map.of());
            Set<String> whose = new TreeSet<>(was.keySet());
            whose.addAll(is.keySet());
            for (String each : whose) {
                String from = was.getOrDefault(each, nothing);
                String to = is.getOrDefault(each, nothing);
                if (!from.equals(to)) {
                    moves.add(what + " " + from + " > " + to);
                }
            }
        }
        return moves;
    }

    /** By taxonomy, segment and treatment: the state of the subject itself, and of each contact. */
    private static Map<String, Map<String, String>> states(JsonNode answer) {
        Map<String, Map<String, String>> states = new TreeMap<>();
        addTaxonomies(answer.path("classifications"), "", states);
        answer.path("contacts")
                .forEach(contact -> addTaxonomies(
                        contact.path("classifications"), contact.path("id").asText(), states));
        answer.path("segments").forEach(segment -> put(states, "segment " + segment.asText(), "", "in"));
        answer.path("treatments")
                .forEach(treatment -> put(
                        states,
                        "treatment " + treatment.path("key").asText(),
                        treatment.path("pack") + " " + treatment.path("contactId"),
                        treatment.path("status").asText()));
        return states;
    }

    private static void addTaxonomies(JsonNode values, String whose, Map<String, Map<String, String>> states) {
        values.properties()
                .forEach(value -> put(
                        states,
                        "taxonomy " + value.getKey(),
                        whose,
                        value.getValue().isNull()
                                ? "(unclassified)"
                                : value.getValue().asText()));
    }

    private static void put(Map<String, Map<String, String>> states, String what, String whose, String state) {
        states.computeIfAbsent(what, unseen -> new TreeMap<>()).put(whose, state);
    }
}
