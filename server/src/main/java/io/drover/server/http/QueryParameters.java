package io.drover.server.http;

import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.NearestName;
import io.drover.engine.failure.Violation;
import io.undertow.server.HttpServerExchange;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a request: the parameters a path knows, each at most once. */
final class QueryParameters {

    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * The parameters of {@code exchange}.
     *
     * @throws InvalidRequestException with every parameter that is not {@code known}, or given twice
     */
    static QueryParameters of(HttpServerExchange exchange, List<String> known) {
        List<Violation> violations = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, Deque<String>> given :
                exchange.getQueryParameters().entrySet()) {
            String name = given.getKey();
            if (!known.contains(name)) {
                violations.add(new Violation(
                        "",
                        "unknown-parameter",
                        known.isEmpty()
                                ? "This path takes no query parameters."
                                : "The query has a parameter that this path does not take; it takes "
                                        + String.join(", ", known) + ".",
                        NearestName.of(name, known).orElse(null)));
            } else if (given.getValue().size() > 1) {
                violations.add(new Violation(
                        "", "repeated-parameter", "The query has the parameter " + name + " more than once.", null));
            } else {
                values.put(name, given.getValue().getFirst());
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        return new QueryParameters(values);
    }

    /** A parameter that is true or false; missing, it is false. */
    boolean flag(String name) {
        String value = values.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw bad(name, "true or false", "true");
        }
        return value.equals("true");
    }

    /** A parameter that is a number from {@code least} to {@code most}. */
    int number(String name, int least, int most, int byDefault) {
        String value = values.get(name);
        if (value == null) {
            return byDefault;
        }
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw bad(name, "a number from " + least + " to " + most, String.valueOf(byDefault));
        }
        return number;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** What to throw where the value of a parameter is not what it should be. */
    static InvalidRequestException bad(String name, String expected, String suggestion) {
        return new InvalidRequestException(List.of(new Violation(
                "", "bad-parameter", "The query parameter " + name + " must be " + expected + ".", suggestion)));
    }
}
