package io.drover.bench.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A threshold of a made-up pack.
 *
 * @param type as in {@code thresholds.csv}
 * @param value as in {@code thresholds.csv}
 */
record SyntheticThreshold(String name, String type, String value) {

    /** How rules write it, behind {@code T.}. */
    String constant() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    String csv() {
        return String.join(",", name, type, value, "", "", "", "made up", "bench", "made up", "true") + "\n";
    }

    /** The value as Drools' own rule language has it. */
    String literal() {
        return switch (type) {
            case "list" ->
                List.of(value.split("\\|")).stream()
                        .map(part -> '"' + part + '"')
                        .collect(Collectors.joining(", ", "(", ")"));
            case "duration", "text" -> '"' + value + '"';
            default -> value;
        };
    }
}
