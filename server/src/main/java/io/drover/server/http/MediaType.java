package io.drover.server.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A media type or range of a header.
 *
 * @param name in lower case, such as {@code application/json}
 * @param parameters by name in lower case, without quotes
 */
record MediaType(String name, Map<String, String> parameters) {

    /** Parses {@code text}; whatever it is, the result is a media type, if one that nothing expects. */
    static MediaType parse(String text) {
        if (text.indexOf(';') < 0) {
            return new MediaType(text.strip().toLowerCase(Locale.ROOT), Map.of());
        }
        String[] parts = text.split(";", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length == 2) {
                String value = pair[1].strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                parameters.put(
                        pair[0].strip().toLowerCase(Locale.ROOT),
                        quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
    }

    /** The value of a parameter; empty where it is missing. */
    String parameter(String parameterName) {
        return parameters.getOrDefault(parameterName, "");
    }
}
