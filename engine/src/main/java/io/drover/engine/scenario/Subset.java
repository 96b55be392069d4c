package io.drover.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether all that is expected is there, whatever else is: objects may have further members and lists further items. An
 * empty list expects an empty list, {@code null} that there is nothing; numbers and instants are compared by value.
 */
final class Subset {

    private Subset() {}

    /** What {@code actual} has instead of {@code expected}, one text a difference such as {@code dueBy nothing}. */
    static List<String> differences(JsonNode expected, JsonNode actual) {
        List<String> differences = new ArrayList<>();
        collect("", expected, actual, differences);
        return differences;
    }

    static boolean matches(JsonNode expected, JsonNode actual) {
        return differences(expected, actual).isEmpty();
    }

    private static void collect(String path, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                String memberPath = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                collect(memberPath, member.getValue(), actual.path(member.getKey()), differences);
            }
        } else if (!isAsExpected(expected, actual)) {
            differences.add((path + " " + show(actual)).strip());
        }
    }

    private static boolean isAsExpected(JsonNode expected, JsonNode actual) {
        if (expected.isArray() && actual.isArray()) {
            return expected.isEmpty()
                    ? actual.isEmpty()
                    : expected.valueStream()
                            .allMatch(item -> actual.valueStream().anyMatch(has -> matches(item, has)));
        }
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (expected.isTextual() && actual.isTextual()) {
            return expected.textValue().equals(actual.textValue())
                    || instant(expected)
                            .filter(instant(actual).orElse(Instant.MIN)::equals)
                            .isPresent();
        }
        return expected.isNull() ? actual.isNull() || actual.isMissingNode() : expected.equals(actual);
    }

    /** The instant that a text names; a date is its midnight in UTC. */
    private static Optional<Instant> instant(JsonNode text) {
        try {
            String value = text.textValue();
            return Optional.of(
                    value.indexOf('T') < 0
                            ? LocalDate.parse(value)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : Instant.parse(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The value in the words of a scenario. */
    static String show(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "nothing";
        }
        if (value.isArray()) {
            return value.valueStream().map(Subset::show).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(member -> member.getKey() + ": " + show(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }
}
