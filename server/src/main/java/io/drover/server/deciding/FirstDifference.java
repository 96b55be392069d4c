package io.drover.server.deciding;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.request.DecisionJson;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeSet;

/** Finds where two answers part. */
final class FirstDifference {

    private FirstDifference() {}

    /** A sentence on the first place where the JSON documents {@code before} and {@code now} are not the same. */
    static String between(byte[] before, byte[] now) {
        try {
            return in(
                            "",
                            DecisionJson.mapper().readTree(before),
                            DecisionJson.mapper().readTree(now))
                    .orElse("They hold the same values, written differently.");
        } catch (IOException e) {
            return "The answer in the log is not JSON.";
        }
    }

    private static Optional<String> in(String pointer, JsonNode before, JsonNode now) {
        if (before.isObject() && now.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .flatMap(name -> in(pointer + "/" + name, before.path(name), now.path(name)).stream())
                    .findFirst();
        }
        if (before.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
                Optional<String> found = in(pointer + "/" + i, before.path(i), now.path(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return before.equals(now)
                ? Optional.empty()
                : Optional.of(pointer + " was " + shown(before) + " and is " + shown(now) + ".");
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "not there" : node.toString();
    }
}
